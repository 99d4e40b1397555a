using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>The stage that lets clients in during a term: the last one to open, and the first one to close. On a passive replica nobody listens.</summary>
internal sealed class LedgerApiGate : TermStage<IServingLedgerApi>
{
    private readonly ILedgerApis _apis;

    public LedgerApiGate(ILedgerApis apis)
        : base("Ledger API") => _apis = apis;

    public static Props Props(ILedgerApis apis) => Akka.Actor.Props.Create(() => new LedgerApiGate(apis));

    protected override Task<IServingLedgerApi> OpenAsync(LockTerm term, CancellationToken cancellation) => _apis.OpenAsync(term, Log, cancellation);

    protected override Task RehearseAsync(CancellationToken cancellation) => _apis.RehearseAsync(cancellation);

    protected override void OnOpened(IServingLedgerApi serving) => Log.Info("The Ledger API is served on port {0} in term {1}.", serving.Port, Term);

    protected override void OnClosed() => Log.Info("The Ledger API is closed after term {0}.", Term);
}
