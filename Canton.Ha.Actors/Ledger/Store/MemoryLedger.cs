using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>A ledger that is kept nowhere: for storage of type memory. What it does is what the other stores have to do.</summary>
internal sealed class MemoryLedger : ILedgerReads, ILedgerWrites
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, UpdateRow> _updates = [];
    private readonly Dictionary<ContractId, ContractRow> _contracts = [];
    private readonly SortedDictionary<(long Offset, int Node), ContractId> _inOrder = [];
    private readonly Dictionary<ChangeId, Acceptance> _acceptances = [];
    private readonly Dictionary<Guid, InFlightMessage> _inFlight = [];
    private readonly Dictionary<string, SynchronizerPosition> _positions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Hosting> _hosting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Consumption>> _consumptions = new(StringComparer.Ordinal);
    private readonly List<Archival> _differences = [];
    private StoredBounds _bounds = new(LedgerEnd.Begin, 0, Micros.Min);

    public Task<StoredLedger> LoadAsync(CancellationToken cancellation) =>
        Answer(() => new StoredLedger(_bounds.End, [.. _positions.Values], _hosting.ToImmutableDictionary(StringComparer.Ordinal), [.. _inFlight.Values]));

    public Task<StoredBounds> ReadBoundsAsync(CancellationToken cancellation) => Answer(() => _bounds);

    public Task<ImmutableArray<UpdateRow>> ReadUpdatesAsync(UpdatesQuery query, CancellationToken cancellation) => Answer<ImmutableArray<UpdateRow>>(() =>
    [
        .. (query.IsDescending ? _updates.Values.Reverse() : _updates.Values)
            .Where(update => query.IsDescending ? update.Offset < query.After && update.Offset >= query.Until : update.Offset > query.After && update.Offset <= query.Until)
            .Take(query.Size),
    ]);

    public Task<UpdateRow?> FindUpdateAsync(long offset, CancellationToken cancellation) => Answer(() => _updates.GetValueOrDefault(offset));

    public Task<ImmutableArray<UpdateRow>> FindUpdatesAsync(long recordTime, CancellationToken cancellation) =>
        Answer<ImmutableArray<UpdateRow>>(() => [.. _updates.Values.Where(update => update.RecordTime == recordTime)]);

    public Task<ImmutableArray<ContractRow>> ReadContractsAsync(ContractsQuery query, CancellationToken cancellation) => Answer<ImmutableArray<ContractRow>>(() =>
    [
        .. _inOrder.Where(place => place.Key.CompareTo((query.AfterOffset, query.AfterNode)) > 0 && place.Key.Offset <= query.ActiveAt)
            .Select(place => _contracts[place.Value])
            .Where(contract => contract.ArchivedAt is null || contract.ArchivedAt > query.ActiveAt)
            .Take(query.Size),
    ]);

    public Task<ContractRow?> FindContractAsync(ContractId id, CancellationToken cancellation) => Answer(() => _contracts.GetValueOrDefault(id));

    public Task<ImmutableDictionary<ContractId, StoredContract?>> FindActiveAsync(IReadOnlyCollection<ContractId> ids, CancellationToken cancellation) =>
        Answer(() => ids.Distinct().ToImmutableDictionary(id => id, FindActive));

    public Task<ImmutableDictionary<ChangeId, Acceptance>> FindAcceptancesAsync(IReadOnlyCollection<ChangeId> changes, CancellationToken cancellation) =>
        Answer(() => changes.Distinct().Where(_acceptances.ContainsKey).ToImmutableDictionary(change => change, change => _acceptances[change]));

    public Task<ImmutableArray<Consumption>> FindConsumptionsAsync(string synchronizer, IReadOnlyCollection<ContractId> ids, CancellationToken cancellation) =>
        Answer<ImmutableArray<Consumption>>(() => [.. ConsumptionsOf(synchronizer).Where(consumption => ids.Contains(consumption.Contract))]);

    public Task<ImmutableArray<Archival>> FindDifferencesAsync(long after, int most, CancellationToken cancellation) =>
        Answer<ImmutableArray<Archival>>(() => [.. _differences.Where(difference => difference.Offset > after).OrderByDescending(difference => difference.Offset).Take(most)]);

    public Task<long> FindOffsetBeforeAsync(long publishedAt, CancellationToken cancellation) =>
        Answer(() => _updates.Values.LastOrDefault(update => update.PublishedAt < publishedAt)?.Offset ?? 0);

    public Task RegisterAsync(IReadOnlyCollection<InFlightMessage> messages, CancellationToken cancellation) => Change(() =>
    {
        foreach (var message in messages)
            _inFlight.Add(message.MessageId, message);
    });

    public Task WriteAsync(IReadOnlyList<IndexedBatch> batches, CancellationToken cancellation) => Change(() =>
    {
        foreach (var batch in batches)
            Write(batch);
    });

    public Task PruneAsync(long upTo, CancellationToken cancellation) => Change(() =>
    {
        if (upTo <= _bounds.PrunedUpTo)
            return;

        _bounds = new StoredBounds(_bounds.End, upTo, _updates.Values.LastOrDefault(update => update.Offset <= upTo)?.PublishedAt ?? _bounds.PrunedPublishedAt);
        foreach (var offset in _updates.Keys.TakeWhile(offset => offset <= upTo).ToList())
            _updates.Remove(offset);
        foreach (var contract in _contracts.Values.Where(contract => contract.ArchivedAt <= upTo).ToList())
            Remove(contract);
        foreach (var change in _acceptances.Where(accepted => accepted.Value.Offset <= upTo).Select(accepted => accepted.Key).ToList())
            _acceptances.Remove(change);
    });

    private void Write(IndexedBatch batch)
    {
        foreach (var update in batch.Updates)
            Add(update);
        foreach (var contract in batch.Created)
            Add(contract);
        foreach (var archival in batch.Archived)
            Archive(archival);
        foreach (var hosted in batch.Hosted)
            _hosting[batch.Synchronizer] = _hosting.GetValueOrDefault(batch.Synchronizer, Hosting.Empty).With(hosted);
        foreach (var message in batch.Outbox)
            _inFlight.Add(message.MessageId, message);
        foreach (var done in batch.Done)
            _inFlight.Remove(done);

        ConsumptionsOf(batch.Synchronizer).AddRange(batch.Consumed);
        ConsumptionsOf(batch.Synchronizer).RemoveAll(consumption => consumption.At <= batch.ConsumptionsUntil);
        if (batch.Position is { } position)
            _positions[batch.Synchronizer] = position;
        _bounds = _bounds with { End = batch.End };
    }

    private void Add(UpdateRow update)
    {
        _updates.Add(update.Offset, update);
        if (update.AcceptedChange is { } change)
            _acceptances[change] = new Acceptance(update.Offset, update.PublishedAt, update.Outcome!.Submitter.SubmissionId);
    }

    private void Add(ContractRow contract)
    {
        _contracts.Add(contract.Id, contract);
        _inOrder.Add((contract.Offset, contract.Node), contract.Id);
    }

    private void Remove(ContractRow contract)
    {
        _contracts.Remove(contract.Id);
        _inOrder.Remove((contract.Offset, contract.Node));
    }

    private void Archive(Archival archival)
    {
        if (_contracts.TryGetValue(archival.Contract, out var contract) && contract.ArchivedAt is null)
            _contracts[archival.Contract] = contract with { ArchivedAt = archival.Offset };
        else
            _differences.Add(archival);
    }

    private StoredContract? FindActive(ContractId id) => _contracts.TryGetValue(id, out var row) && row.ArchivedAt is null
        ? new StoredContract(PayloadDecoder.Decode(row.Contract), row.Synchronizer)
        : null;

    private List<Consumption> ConsumptionsOf(string synchronizer) =>
        _consumptions.TryGetValue(synchronizer, out var consumptions) ? consumptions : _consumptions[synchronizer] = [];

    private Task<T> Answer<T>(Func<T> read) => Task.FromResult(Locked(read));

    private Task Change(Action write)
    {
        Locked(() =>
        {
            write();
            return true;
        });
        return Task.CompletedTask;
    }

    private T Locked<T>(Func<T> act)
    {
        lock (_gate)
            return act();
    }
}
