using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>The stage that serves the members of a synchronizer during a term, lets time go on for them, and removes what they no longer need.</summary>
internal sealed class SequencerStage : TermStage<IServingSequencer>
{
    private readonly SequencingSettings _settings;
    private readonly ISequencers _sequencers;

    private IReadOnlyList<string> _warnedOf = [];

    public SequencerStage(SequencingSettings settings, ISequencers sequencers)
        : base("sequencer")
    {
        _settings = settings;
        _sequencers = sequencers;
    }

    public static Props Props(SequencingSettings settings, ISequencers sequencers) =>
        Akka.Actor.Props.Create(() => new SequencerStage(settings, sequencers));

    protected override Task<IServingSequencer> OpenAsync(LockTerm term, CancellationToken cancellation) => _sequencers.OpenAsync(term, Log, cancellation);

    protected override void WhileOpen(IServingSequencer serving)
    {
        Receive<TickDue>(_ => serving.Tick());
        Receive<PruningDue>(_ => Prune(serving));
    }

    protected override void Ignore()
    {
        Receive<TickDue>(_ => { });
        Receive<PruningDue>(_ => { });
    }

    protected override void OnOpened(IServingSequencer serving)
    {
        Timers.StartPeriodicTimer(nameof(TickDue), TickDue.Instance, _settings.TimeProofPeriod);
        Timers.StartPeriodicTimer(nameof(PruningDue), PruningDue.Instance, _settings.PruningPeriod);
        Log.Info("Members are served on port {0} in term {1}.", serving.Port, Term);
    }

    protected override void OnClosed() => Log.Info("Nobody is served any more after term {0}.", Term);

    private void Prune(IServingSequencer serving)
    {
        var laggards = serving.Laggards;
        foreach (var member in laggards.Except(_warnedOf))
            Log.Warning(
                "The member {0} has not acknowledged what it heard more than {1} ago: nothing since then can be removed until it connects and goes on.",
                member, _settings.DeduplicationWindow);
        _warnedOf = laggards;
        serving.Prune();
    }

    private sealed record TickDue
    {
        public static readonly TickDue Instance = new();
    }

    private sealed record PruningDue
    {
        public static readonly PruningDue Instance = new();
    }
}
