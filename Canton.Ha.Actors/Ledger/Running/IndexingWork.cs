using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Topology;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>What waits to become part of the ledger.</summary>
internal abstract record IndexingWork
{
    /// <summary>Something that a synchronizer delivered.</summary>
    /// <param name="Connection">Over which connection; it counts only while that is the latest.</param>
    /// <param name="Batch">What.</param>
    public sealed record Delivered(LedgerConnection Connection, SequencedBatch Batch) : IndexingWork;

    /// <summary>A completion of a submission that is never sent.</summary>
    /// <param name="Synchronizer">Whose record time it gets.</param>
    /// <param name="Submitter">Who is told.</param>
    /// <param name="Error">What.</param>
    /// <param name="Written">Completes when it can be read.</param>
    public sealed record Rejected(string Synchronizer, V1.Submitter Submitter, CantonError Error, TaskCompletionSource<UpdateRow> Written) : IndexingWork;
}

/// <summary>Work that has become a batch, which is yet to be written.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Hosting">Who is hosted where after it, on its synchronizer.</param>
internal sealed record IndexedWork(IndexedBatch Batch, Hosting Hosting)
{
    /// <summary>Who waits for the only update of the batch; null if nobody does.</summary>
    public TaskCompletionSource<UpdateRow>? Written { get; init; }
}
