using Akka.Event;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Opens the ledger that a test has.</summary>
internal sealed class FakeLedgers(IOpenLedger ledger) : ILedgers
{
    public Manner Opening { get; } = new();

    public Task<IOpenLedger> OpenAsync(LockTerm term, ILoggingAdapter log, CancellationToken cancellation) => Opening.Ask(() => ledger);
}
