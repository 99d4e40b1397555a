using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>
/// Reads the ledger, from ordinary pooled sessions. Nothing beyond the stored ledger end is ever answered; every answer is of one moment.
/// </summary>
internal interface ILedgerReads
{
    /// <summary>What an indexer begins with. Takes as long for a short ledger as for a long one.</summary>
    Task<StoredLedger> LoadAsync(CancellationToken cancellation);

    /// <summary>Where the ledger begins and ends, and when both were published.</summary>
    Task<StoredBounds> ReadBoundsAsync(CancellationToken cancellation);

    /// <summary>The next page of updates in the order of the query; fewer than its size only at its end.</summary>
    Task<ImmutableArray<UpdateRow>> ReadUpdatesAsync(UpdatesQuery query, CancellationToken cancellation);

    /// <summary>The update with this offset; null if that is pruned, not reached, or was never stored.</summary>
    Task<UpdateRow?> FindUpdateAsync(long offset, CancellationToken cancellation);

    /// <summary>Updates with this record time: at most one per synchronizer, besides completions of what was never sequenced.</summary>
    Task<ImmutableArray<UpdateRow>> FindUpdatesAsync(long recordTime, CancellationToken cancellation);

    /// <summary>The next page of the contracts that are active at the query's offset, in the order of their creation.</summary>
    Task<ImmutableArray<ContractRow>> ReadContractsAsync(ContractsQuery query, CancellationToken cancellation);

    /// <summary>A contract, active or not; null if it is not stored, or was archived and then pruned.</summary>
    Task<ContractRow?> FindContractAsync(ContractId id, CancellationToken cancellation);

    /// <summary>Every one of these contracts: itself if it is stored and active, otherwise null.</summary>
    Task<ImmutableDictionary<ContractId, StoredContract?>> FindActiveAsync(IReadOnlyCollection<ContractId> ids, CancellationToken cancellation);

    /// <summary>The latest acceptance of each of these changes that was ever accepted and is not pruned.</summary>
    Task<ImmutableDictionary<ChangeId, Acceptance>> FindAcceptancesAsync(IReadOnlyCollection<ChangeId> changes, CancellationToken cancellation);

    /// <summary>Stored consumptions of these contracts on a synchronizer.</summary>
    Task<ImmutableArray<Consumption>> FindConsumptionsAsync(string synchronizer, IReadOnlyCollection<ContractId> ids, CancellationToken cancellation);

    /// <summary>Archivals after an offset of contracts that were not active here, the last first: members of a synchronizer do not agree.</summary>
    /// <param name="after">An offset.</param>
    /// <param name="most">No more of them.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<ImmutableArray<Archival>> FindDifferencesAsync(long after, int most, CancellationToken cancellation);

    /// <summary>The last offset that was published before a time; 0 if none was.</summary>
    Task<long> FindOffsetBeforeAsync(long publishedAt, CancellationToken cancellation);
}

/// <summary>Where the ledger begins and ends.</summary>
/// <param name="End">The ledger end.</param>
/// <param name="PrunedUpTo">The last offset that is gone; 0 if none is.</param>
/// <param name="PrunedPublishedAt">When that was published.</param>
internal sealed record StoredBounds(LedgerEnd End, long PrunedUpTo, long PrunedPublishedAt)
{
    public LedgerBounds Offsets => new(PrunedUpTo, End.Offset);

    /// <summary>For a decision about duplicates.</summary>
    public DeduplicationBounds ForDuplicates(long now) => new(now, End.PublishedAt, PrunedUpTo, PrunedPublishedAt);
}

/// <summary>A page of updates.</summary>
/// <param name="After">Offset before the first one; when descending, offset after it.</param>
/// <param name="Until">Offset of the last one that may come.</param>
/// <param name="IsDescending">The newest first.</param>
/// <param name="Size">How many.</param>
/// <param name="Parties">
/// Hashes of parties: blocks in which none of them occurs may be left out, and nothing beyond the ledger end may be asked for. Null to leave out nothing.
/// </param>
internal sealed record UpdatesQuery(long After, long Until, bool IsDescending, int Size, ImmutableArray<int>? Parties);

/// <summary>A page of active contracts.</summary>
/// <param name="ActiveAt">At which offset.</param>
/// <param name="AfterOffset">Creation offset of the last contract of the page before; 0 at the beginning.</param>
/// <param name="AfterNode">Its creation node; -1 at the beginning.</param>
/// <param name="Size">How many.</param>
/// <param name="Parties">As in <see cref="UpdatesQuery"/>.</param>
internal sealed record ContractsQuery(long ActiveAt, long AfterOffset, int AfterNode, int Size, ImmutableArray<int>? Parties);
