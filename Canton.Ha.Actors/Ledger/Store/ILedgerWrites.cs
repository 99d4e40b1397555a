using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>
/// Writes the ledger, through fenced write sessions of the current term. Each call is one transaction of the database and is durable when it has returned.
/// After a failure nobody knows whether it was written: what is in memory is dropped, and read again.
/// </summary>
internal interface ILedgerWrites
{
    /// <summary>Stores messages before they are sent: one group commit for all submissions that wait.</summary>
    Task RegisterAsync(IReadOnlyCollection<InFlightMessage> messages, CancellationToken cancellation);

    /// <summary>
    /// Stores batches that follow each other: updates, contracts and their ends, consumptions, hosting, blocks, the outbox, the removal of what is done,
    /// positions, and the ledger end, all or nothing. An archival of a contract that is not stored and active is noted as a difference between members.
    /// </summary>
    Task WriteAsync(IReadOnlyList<IndexedBatch> batches, CancellationToken cancellation);

    /// <summary>
    /// Raises the pruning offset, and then removes updates up to it, contracts archived up to it, and their blocks, in portions that hold up nobody.
    /// Active contracts stay. What a crash has left over goes with the next pruning.
    /// </summary>
    Task PruneAsync(long upTo, CancellationToken cancellation);
}
