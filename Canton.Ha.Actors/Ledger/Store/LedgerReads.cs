using System.Collections.Immutable;
using System.Data.Common;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>
/// Reads the ledger from a database. Batches are written in one transaction with the ledger end, and rows never change but for the end of a contract, so a
/// statement sees a moment of the ledger, and so do the statements for a page, of which none sees what another one sees.
/// </summary>
internal sealed class LedgerReads(IReads reads, LedgerReadSql sql, LedgerMemory memory) : ILedgerReads
{
    private readonly LedgerRows _rows = new(sql, memory);
    private readonly RelevantOffsets _relevant = new(sql);

    public async Task<StoredLedger> LoadAsync(CancellationToken cancellation)
    {
        await using var connection = await reads.OpenAsync(cancellation);
        await using var moment = await sql.BeginAsync(connection, cancellation);
        var bounds = await connection.ListAsync(sql.Bounds, LedgerRows.Bounds, cancellation);
        var synchronizers = await connection.ListAsync(sql.Synchronizers, LedgerRows.Synchronizer, cancellation);
        foreach (var (key, name, _) in synchronizers)
            memory.Keys.Restore(key, name);
        var hosted = await connection.ListAsync(sql.Hosting, _rows.Hosted, cancellation);
        var slots = await connection.ListAsync(sql.Slots, _rows.Slot, cancellation);
        memory.Slots.Restore(slots);

        return new StoredLedger(
            bounds[0].End,
            [.. synchronizers.Select(synchronizer => synchronizer.Position).Where(position => position.Counter > 0)],
            hosted.GroupBy(each => each.Synchronizer, StringComparer.Ordinal)
                .ToImmutableDictionary(same => same.Key, same => Hosting.Of(same.Select(each => each.What)), StringComparer.Ordinal),
            [.. slots.Select(slot => slot.Message).OfType<InFlightMessage>()]);
    }

    public async Task<StoredBounds> ReadBoundsAsync(CancellationToken cancellation) => (await ReadAsync(sql.Bounds, LedgerRows.Bounds, cancellation))[0];

    public async Task<ImmutableArray<UpdateRow>> ReadUpdatesAsync(UpdatesQuery query, CancellationToken cancellation)
    {
        await using var connection = await reads.OpenAsync(cancellation);
        var whole = query.IsDescending ? new OffsetRange(query.Until, query.After - 1) : new OffsetRange(query.After + 1, query.Until);
        var page = ImmutableArray.CreateBuilder<UpdateRow>();
        await foreach (var range in _relevant.OfAsync(connection, whole, query.IsDescending, query.Parties, cancellation))
        {
            var left = query.Size - page.Count;
            page.AddRange(query.IsDescending
                ? await connection.ListAsync(sql.UpdatesBack, _rows.Update, cancellation, range.Last + 1, range.First, left)
                : await connection.ListAsync(sql.Updates, _rows.Update, cancellation, range.First - 1, range.Last, left));
            if (page.Count == query.Size)
                break;
        }

        return page.DrainToImmutable();
    }

    public async Task<UpdateRow?> FindUpdateAsync(long offset, CancellationToken cancellation) =>
        (await ReadAsync(sql.UpdateAt, _rows.Update, cancellation, offset)).SingleOrDefault();

    public Task<ImmutableArray<UpdateRow>> FindUpdatesAsync(long recordTime, CancellationToken cancellation) =>
        ReadAsync(sql.UpdatesAtTime, _rows.Update, cancellation, recordTime);

    public async Task<ImmutableArray<ContractRow>> ReadContractsAsync(ContractsQuery query, CancellationToken cancellation)
    {
        await using var connection = await reads.OpenAsync(cancellation);
        var page = ImmutableArray.CreateBuilder<ContractRow>();
        var whole = new OffsetRange(query.AfterOffset, query.ActiveAt);
        await foreach (var range in _relevant.OfAsync(connection, whole, isDescending: false, query.Parties, cancellation))
        {
            var (offset, node) = range.First == query.AfterOffset ? (query.AfterOffset, query.AfterNode) : (range.First - 1, int.MaxValue);
            var left = query.Size - page.Count;
            var found = await connection.ListAsync(sql.Contracts, _rows.Contract, cancellation, query.ActiveAt, offset, node, left, range.Last);
            page.AddRange(found.All(contract => contract.ArchivedAt is null) ? found : found.OrderBy(contract => (contract.Offset, contract.Node)).Take(left));
            if (page.Count == query.Size)
                break;
        }

        return page.DrainToImmutable();
    }

    public async Task<ContractRow?> FindContractAsync(ContractId id, CancellationToken cancellation) =>
        (await ReadAsync(sql.ContractsByKey, _rows.Contract, cancellation, id.Key)).SingleOrDefault(contract => contract.Id == id);

    public async Task<ImmutableDictionary<ContractId, StoredContract?>> FindActiveAsync(IReadOnlyCollection<ContractId> ids, CancellationToken cancellation)
    {
        var asked = ids.ToHashSet();
        if (asked.Count == 0)
            return ImmutableDictionary<ContractId, StoredContract?>.Empty;

        var found = await ReadAsync(sql.ActiveByKeys, _rows.Contract, cancellation, sql.List([.. asked.Select(id => id.Key).Distinct()]));
        var active = asked.ToDictionary(id => id, StoredContract? (_) => null);
        foreach (var contract in found.Where(contract => asked.Contains(contract.Id)))
            active[contract.Id] = new StoredContract(PayloadDecoder.Decode(contract.Contract), contract.Synchronizer);
        return active.ToImmutableDictionary();
    }

    public async Task<ImmutableDictionary<ChangeId, Acceptance>> FindAcceptancesAsync(IReadOnlyCollection<ChangeId> changes, CancellationToken cancellation)
    {
        var asked = changes.ToHashSet();
        if (asked.Count == 0)
            return ImmutableDictionary<ChangeId, Acceptance>.Empty;

        var keys = asked.Select(change => ChangeId.KeyOf(change.Hash())).Distinct().ToArray();
        var found = await ReadAsync(sql.AcceptancesByKeys, LedgerRows.Accepted, cancellation, sql.List(keys));
        return found.Where(each => asked.Contains(each.Change)).GroupBy(each => each.Change)
            .ToImmutableDictionary(same => same.Key, same => same.Select(each => each.Acceptance).MaxBy(acceptance => acceptance.Offset)!);
    }

    public Task<ImmutableArray<Consumption>> FindConsumptionsAsync(string synchronizer, IReadOnlyCollection<ContractId> ids, CancellationToken cancellation) =>
        memory.Keys.Find(synchronizer) is { } key && ids.Count > 0
            ? ReadAsync(sql.Consumptions, LedgerRows.Consumed, cancellation, key, sql.List(ids))
            : Task.FromResult(ImmutableArray<Consumption>.Empty);

    public Task<ImmutableArray<Archival>> FindDifferencesAsync(long after, int most, CancellationToken cancellation) =>
        ReadAsync(sql.Differences, LedgerRows.Difference, cancellation, after, most);

    public async Task<long> FindOffsetBeforeAsync(long publishedAt, CancellationToken cancellation) =>
        (await ReadAsync(sql.OffsetBefore, LedgerRows.Offset, cancellation, publishedAt)).SingleOrDefault() ?? 0;

    /// <summary>The first offset at which there is something that can be pruned; null if there is none.</summary>
    public async Task<long?> FindFirstStoredAsync(CancellationToken cancellation) =>
        (await ReadAsync(sql.FirstStored, LedgerRows.Offset, cancellation)).SingleOrDefault();

    private async Task<ImmutableArray<T>> ReadAsync<T>(string statement, Func<DbDataReader, T> read, CancellationToken cancellation, params object[] values)
    {
        await using var connection = await reads.OpenAsync(cancellation);
        return await connection.ListAsync(statement, read, cancellation, values);
    }
}
