using Canton.Ha.Actors.Ledger.Certification;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>One connection of the ledger to a synchronizer. Disposing it ends it; what was stored stays under way.</summary>
internal interface ILedgerConnection : IAsyncDisposable
{
    /// <summary>Counter of the first event to be delivered.</summary>
    long FirstCounter { get; }

    /// <summary>Counter of the last event that is durable in the ledger, and never needed again.</summary>
    long Written { get; }

    /// <summary>Never completes successfully: fails when this connection is of no use any more, and why.</summary>
    Task Broken { get; }

    /// <summary>Takes the next events; waits while too many others wait.</summary>
    ValueTask AddAsync(SequencedBatch batch, CancellationToken cancellation);
}
