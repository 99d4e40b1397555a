using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>
/// The stage of the synchronizers: remembers them and keeps them connected during a term. It is open when it is known which there are and connecting
/// has begun; one that is down holds up nobody.
/// </summary>
internal sealed class SynchronizerConnectivity : TermStage<TermSynchronizers>
{
    private readonly RegistrySettings _settings;
    private readonly Func<LockTerm, ILoggingAdapter, ISynchronizerLines> _lines;
    private readonly SynchronizerAccess _access;
    private readonly IActorRef _self;

    /// <param name="settings">Which synchronizers, and how they are talked to.</param>
    /// <param name="lines">Connects the ledger of a term, which is open.</param>
    /// <param name="access">Where operators find them.</param>
    public SynchronizerConnectivity(RegistrySettings settings, Func<LockTerm, ILoggingAdapter, ISynchronizerLines> lines, SynchronizerAccess access)
        : base("registry of synchronizers")
    {
        (_settings, _lines, _access) = (settings, lines, access);
        _self = Self;
    }

    public static Props Props(RegistrySettings settings, Func<LockTerm, ILoggingAdapter, ISynchronizerLines> lines, SynchronizerAccess access) =>
        Akka.Actor.Props.Create(() => new SynchronizerConnectivity(settings, lines, access));

    /// <summary>The plugins are loaded before a promotion waits for them. They open no connection yet.</summary>
    protected override void PreStart()
    {
        base.PreStart();
        var persistence = Persistence.Instance.Apply(Context.System);
        persistence.JournalFor(_settings.Journal.Journal);
        persistence.SnapshotStoreFor(_settings.Journal.Snapshots);
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    protected override Task<TermSynchronizers> OpenAsync(LockTerm term, CancellationToken cancellation)
    {
        var synchronizers = new TermSynchronizers(_lines(term, Log));
        _self.Tell(new Begin(synchronizers, _settings, term.Number, cancellation));
        return synchronizers.OpenedAsync(cancellation);
    }

    protected override async Task RehearseAsync(CancellationToken cancellation)
    {
        if (_settings.Rehearsal is not { } rehearsal)
            return;

        var term = RehearsalLedger.TermUntil(cancellation);
        var synchronizers = new TermSynchronizers(NoLines.Instance);
        _self.Tell(new Begin(synchronizers, _settings with { Journal = rehearsal.Journal, OnlyReads = true }, term.Number, cancellation));
        await using (await synchronizers.OpenedAsync(cancellation))
            await rehearsal.ConnectAsync(cancellation);
    }

    protected override void OnOpened(TermSynchronizers serving)
    {
        _access.Open(serving);
        Log.Info("The synchronizers of term {0} are known, and those wanted are being connected.", Term);
    }

    protected override void OnClosing() => _access.Close();

    protected override void OnClosed() => Log.Info("No synchronizer is connected any more after term {0}.", Term);

    protected override void Ignore()
    {
        Receive<Begin>(m => m.IsLate, _ => { });
        Receive<Begin>(OnBegin);
    }

    /// <summary>A name of its own for each term: the registry of the last one may still be stopping.</summary>
    private void OnBegin(Begin begin)
    {
        var registry = SynchronizerRegistry.Props(begin.Settings, begin.Term, begin.Synchronizers);
        var name = begin.Settings.OnlyReads ? null : $"registry-{begin.Term}";
        begin.Synchronizers.Begin(Context.ActorOf(registry.WithDispatcher(Context.Props.Dispatcher), name));
    }

    private sealed record Begin(TermSynchronizers Synchronizers, RegistrySettings Settings, long Term, CancellationToken Opening)
    {
        public bool IsLate => Opening.IsCancellationRequested;
    }
}
