using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Reads of a ledger that fail as often as a test says.</summary>
internal sealed class FlakyReads(ILedgerReads reads) : ILedgerReads
{
    private int _asked;

    /// <summary>So many reads fail before one succeeds.</summary>
    public int Failing { get; set; }

    /// <summary>How often anything was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Nothing is answered, and nothing fails, until whoever asks gives up.</summary>
    public bool IsSilent { get; set; }

    public async Task<StoredLedger> LoadAsync(CancellationToken cancellation) => await (await AskAsync(cancellation)).LoadAsync(cancellation);

    public async Task<StoredBounds> ReadBoundsAsync(CancellationToken cancellation) => await (await AskAsync(cancellation)).ReadBoundsAsync(cancellation);

    public async Task<ImmutableArray<UpdateRow>> ReadUpdatesAsync(UpdatesQuery query, CancellationToken cancellation) => await (await AskAsync(cancellation)).ReadUpdatesAsync(query, cancellation);

    public async Task<UpdateRow?> FindUpdateAsync(long offset, CancellationToken cancellation) => await (await AskAsync(cancellation)).FindUpdateAsync(offset, cancellation);

    public async Task<ImmutableArray<UpdateRow>> FindUpdatesAsync(long recordTime, CancellationToken cancellation) => await (await AskAsync(cancellation)).FindUpdatesAsync(recordTime, cancellation);

    public async Task<ImmutableArray<ContractRow>> ReadContractsAsync(ContractsQuery query, CancellationToken cancellation) => await (await AskAsync(cancellation)).ReadContractsAsync(query, cancellation);

    public async Task<ContractRow?> FindContractAsync(ContractId id, CancellationToken cancellation) => await (await AskAsync(cancellation)).FindContractAsync(id, cancellation);

    public async Task<ImmutableDictionary<ContractId, StoredContract?>> FindActiveAsync(IReadOnlyCollection<ContractId> ids, CancellationToken cancellation) =>
        await (await AskAsync(cancellation)).FindActiveAsync(ids, cancellation);

    public async Task<ImmutableDictionary<ChangeId, Acceptance>> FindAcceptancesAsync(IReadOnlyCollection<ChangeId> changes, CancellationToken cancellation) =>
        await (await AskAsync(cancellation)).FindAcceptancesAsync(changes, cancellation);

    public async Task<ImmutableArray<Consumption>> FindConsumptionsAsync(string synchronizer, IReadOnlyCollection<ContractId> ids, CancellationToken cancellation) =>
        await (await AskAsync(cancellation)).FindConsumptionsAsync(synchronizer, ids, cancellation);

    public async Task<ImmutableArray<Archival>> FindDifferencesAsync(long after, int most, CancellationToken cancellation) =>
        await (await AskAsync(cancellation)).FindDifferencesAsync(after, most, cancellation);

    public async Task<long> FindOffsetBeforeAsync(long publishedAt, CancellationToken cancellation) => await (await AskAsync(cancellation)).FindOffsetBeforeAsync(publishedAt, cancellation);

    private async Task<ILedgerReads> AskAsync(CancellationToken cancellation)
    {
        var asked = Interlocked.Increment(ref _asked);
        if (IsSilent)
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
        return asked <= Failing ? throw new IOException("no answer") : reads;
    }
}
