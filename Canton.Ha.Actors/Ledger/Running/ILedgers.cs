using Akka.Event;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>Opens the ledger of a term.</summary>
internal interface ILedgers
{
    /// <summary>Reads what the ledger begins with.</summary>
    /// <param name="term">Of which term.</param>
    /// <param name="log">For what an operator should know.</param>
    /// <param name="cancellation">Nobody wants it any more.</param>
    Task<IOpenLedger> OpenAsync(LockTerm term, ILoggingAdapter log, CancellationToken cancellation);

    /// <summary>
    /// Does what <see cref="OpenAsync"/> does as far as that is possible without a term, and uses a ledger that is kept nowhere; changes nothing. The runtime
    /// has compiled all of it when a promotion comes.
    /// </summary>
    Task RehearseAsync(CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>The ledger of one term. While it drains, nothing new is taken, and who reads or waits for an outcome is sent away.</summary>
internal interface IOpenLedger : ILedger, IServing
{
    /// <summary>Takes a checkpoint, if there is anything new.</summary>
    void RefreshCheckpoint();
}
