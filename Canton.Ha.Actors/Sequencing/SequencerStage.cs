using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>The stage that serves the members of a synchronizer during a term: Closed → Opening → Open → Closing → Closed.</summary>
internal sealed class SequencerStage : ReceiveActor, IWithTimers
{
    private readonly SequencingSettings _settings;
    private readonly ISequencers _sequencers;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopped = new();

    private CancellationTokenSource _opening = new();
    private SessionLease<IServingSequencer>? _serving;
    private long _term;

    public SequencerStage(SequencingSettings settings, ISequencers sequencers)
    {
        _settings = settings;
        _sequencers = sequencers;
        Become(Closed);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(SequencingSettings settings, ISequencers sequencers) =>
        Akka.Actor.Props.Create(() => new SequencerStage(settings, sequencers));

    /// <summary>Ends the sequencer of the term too, also one that opens only after this actor has stopped.</summary>
    protected override void PostStop()
    {
        _opening.Cancel();
        _stopped.Cancel();
    }

    private void Closed()
    {
        Receive<StageProtocol.Open>(OnOpen);
        Receive<StageProtocol.Close>(m => Context.Parent.Tell(new StageProtocol.Closed(m.Term)));
        Ignore();
    }

    private void Opening()
    {
        Receive<Opened>(m => OnOpened(m.Serving));
        Receive<NotOpened>(m => Fail(m.Cause));
        Receive<StageProtocol.Close>(_ => GiveUpOpening());
        Ignore();
    }

    private void Open()
    {
        Receive<TickDue>(_ => _serving!.Session.Tick());
        Receive<PruningDue>(_ => _serving!.Session.Prune());
        Receive<Ended>(m => m.Term == _term, OnEnded);
        Receive<StageProtocol.Close>(OnClose);
        Ignore();
    }

    private void Closing()
    {
        Receive<Opened>(m => End(m.Serving, TimeSpan.Zero));
        Receive<NotOpened>(_ => SayClosed());
        Receive<AllEnded>(_ => SayClosed());
        Receive<NotAllEnded>(m => throw new InvalidOperationException($"The sequencer of term {_term} could not be ended: {m.Cause.Message}", m.Cause));
        Ignore();
    }

    /// <summary>What may come late, or is of no consequence here.</summary>
    private void Ignore()
    {
        Receive<StageProtocol.AllOpen>(_ => { });
        Receive<TickDue>(_ => { });
        Receive<PruningDue>(_ => { });
        Receive<Ended>(_ => { });
    }

    private void OnOpen(StageProtocol.Open open)
    {
        _term = open.Term.Number;
        _opening = CancellationTokenSource.CreateLinkedTokenSource(open.Term.Lost);
        Become(Opening);
        var opening = _opening.Token;
        _ = SessionLease<IServingSequencer>.OpenAsync((_, _) => _sequencers.OpenAsync(open.Term, opening), Self, _stopped.Token)
            .PipeTo(Self, success: serving => new Opened(serving), failure: e => new NotOpened(e));
    }

    private void OnOpened(SessionLease<IServingSequencer> serving)
    {
        _serving = serving;
        var term = _term;
        _ = serving.Session.Ended.PipeTo(Self, success: () => new Ended(term, "it has nobody to serve"), failure: e => new Ended(term, e.Message));
        Timers.StartPeriodicTimer(nameof(TickDue), TickDue.Instance, _settings.TimeProofPeriod);
        Timers.StartPeriodicTimer(nameof(PruningDue), PruningDue.Instance, _settings.PruningPeriod);
        Become(Open);
        _log.Info("Members are served on port {0} in term {1}.", serving.Session.Port, _term);
        Context.Parent.Tell(new StageProtocol.Opened(_term));
    }

    private void Fail(Exception cause)
    {
        Become(Closed);
        Context.Parent.Tell(new StageProtocol.Failed(_term, cause.Message));
    }

    private void GiveUpOpening()
    {
        _opening.Cancel();
        Become(Closing);
    }

    /// <summary>Members are told to go to another replica, or to this one in a later term, which the parent decides on.</summary>
    private void OnEnded(Ended ended)
    {
        Timers.CancelAll();
        Context.Parent.Tell(new StageProtocol.Failed(_term, $"The sequencer has ended: {ended.Why}"));
    }

    private void OnClose(StageProtocol.Close close)
    {
        Timers.CancelAll();
        Become(Closing);
        End(_serving!, close.Drain);
    }

    private void End(SessionLease<IServingSequencer> serving, TimeSpan drain)
    {
        _serving = null;
        _ = serving.EndAsync(session => session.DrainAsync(drain))
            .PipeTo(Self, success: () => AllEnded.Instance, failure: e => new NotAllEnded(e));
    }

    private void SayClosed()
    {
        Become(Closed);
        _log.Info("Nobody is served any more after term {0}.", _term);
        Context.Parent.Tell(new StageProtocol.Closed(_term));
    }

    private sealed record Opened(SessionLease<IServingSequencer> Serving);

    private sealed record NotOpened(Exception Cause);

    private sealed record Ended(long Term, string Why);

    private sealed record AllEnded
    {
        public static readonly AllEnded Instance = new();
    }

    private sealed record NotAllEnded(Exception Cause);

    private sealed record TickDue
    {
        public static readonly TickDue Instance = new();
    }

    private sealed record PruningDue
    {
        public static readonly PruningDue Instance = new();
    }
}
