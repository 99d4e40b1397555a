using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>The stage that loads the ledger for a term, lets the later stages find it, and drops it with the term.</summary>
internal sealed class LedgerState : TermStage<IOpenLedger>
{
    private readonly ILedgers _ledgers;
    private readonly LedgerAccess _access;

    public LedgerState(ILedgers ledgers, LedgerAccess access)
        : base("ledger")
    {
        _ledgers = ledgers;
        _access = access;
    }

    public static Props Props(ILedgers ledgers, LedgerAccess access) => Akka.Actor.Props.Create(() => new LedgerState(ledgers, access));

    protected override Task<IOpenLedger> OpenAsync(LockTerm term, CancellationToken cancellation) => _ledgers.OpenAsync(term, Log, cancellation);

    protected override Task RehearseAsync(CancellationToken cancellation) => _ledgers.RehearseAsync(cancellation);

    protected override void WhileOpen(IOpenLedger serving) => Receive<CheckpointDue>(_ => serving.RefreshCheckpoint());

    protected override void Ignore() => Receive<CheckpointDue>(_ => { });

    protected override void OnOpened(IOpenLedger serving)
    {
        _access.Open(serving);
        Timers.StartPeriodicTimer(nameof(CheckpointDue), CheckpointDue.Instance, CheckpointCache.RefreshEvery);
        Log.Info("The ledger is open in term {0}: it ends at offset {1}.", Term, serving.Head.End);
    }

    protected override void OnClosing() => _access.Close();

    protected override void OnClosed() => Log.Info("The ledger is closed after term {0}.", Term);

    private sealed record CheckpointDue
    {
        public static readonly CheckpointDue Instance = new();
    }
}
