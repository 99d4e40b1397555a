using Akka.Event;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Opens the ledger that a test has.</summary>
internal sealed class FakeLedgers(IOpenLedger ledger) : ILedgers
{
    public Manner Opening { get; } = new();

    public Manner Rehearsing { get; } = new();

    /// <summary>Ends the rehearsal that was asked for last.</summary>
    public CancellationToken RehearsalOver { get; private set; }

    public Task<IOpenLedger> OpenAsync(LockTerm term, ILoggingAdapter log, CancellationToken cancellation) => Opening.Ask(() => ledger);

    public Task RehearseAsync(CancellationToken cancellation)
    {
        RehearsalOver = cancellation;
        return Rehearsing.Ask(() => true);
    }
}
