using Akka.Event;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Opens the Ledger API of a term.</summary>
internal interface ILedgerApis
{
    /// <summary>Begins to listen for clients.</summary>
    /// <param name="term">In which.</param>
    /// <param name="log">For what a client may not know.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IServingLedgerApi> OpenAsync(LockTerm term, ILoggingAdapter log, CancellationToken cancellation);

    /// <summary>Serves a ledger that is kept nowhere, on this host only and where no client looks, and calls it: the runtime has compiled all of it when a promotion comes.</summary>
    Task RehearseAsync(CancellationToken cancellation);
}

/// <summary>The Ledger API of one term.</summary>
internal interface IServingLedgerApi : IServing
{
    /// <summary>Where it listens.</summary>
    int Port { get; }
}
