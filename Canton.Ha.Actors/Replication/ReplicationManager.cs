using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Replication;

/// <summary>
/// The one place that decides whether this replica is active: Passive → Promoting → Active → Demoting → Passive or StandingBack → Passive.
/// Promotion opens the stages from the database outward; demotion closes them from the outside inward.
/// </summary>
internal sealed partial class ReplicationManager : ReceiveActor, IWithTimers
{
    private readonly string _replica;
    private readonly ReplicationSettings _settings;
    private readonly StatusPublisher _status;
    private readonly IActorRef _lock;
    private readonly IActorRef _roster;
    private readonly StageChain _stages;
    private readonly PauseReminder _reminder;
    private readonly TakingBack _takingBack;
    private readonly Rests _rests;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private LockTerm? _held;
    private long _term;
    private Action _afterwards;
    private TimeSpan _drain;
    private Handover? _handover;

    public ReplicationManager(ReplicationSettings settings, ReplicationPartners partners, StatusBoard board)
    {
        _replica = board.Current.Replica;
        _settings = settings;
        _status = new StatusPublisher(board, Context.System);
        _lock = Context.ActorOf(partners.Lock, "lock");
        _roster = Context.ActorOf(partners.Roster, "roster");
        _stages = new StageChain([.. partners.Stages.Select(stage => Context.ActorOf(stage.Props, stage.Name))], _status);
        _reminder = new PauseReminder(this, _log, settings.PauseReminderPeriod);
        _takingBack = new TakingBack(this, _status, _replica, settings.TransitionTimeout);
        _rests = new Rests(this, _replica, settings);
        _afterwards = Contend;
        _status.Started();
        Contend();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ReplicationSettings settings, ReplicationPartners partners, StatusBoard board) =>
        Akka.Actor.Props.Create(() => new ReplicationManager(settings, partners, board));

    /// <summary>A crash below is a crash here: the node supervisor builds this whole branch anew, passive.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        if (_held is { } held)
            _status.Entered(ReplicaRole.Demoting, held, $"a part of it crashed: {cause.Message}");
        return Directive.Escalate;
    });

    protected override void PostStop()
    {
        _handover?.Answer(new ReplicationProtocol.Refused(RefusalReason.InTransition, $"{_replica} failed while it handed over; it starts anew."));
        _takingBack.End("it failed and starts anew");
        _status.Stopped();
    }

    private void Passive()
    {
        Receive<LockProtocol.Acquired>(m => Promote(m.Term));
        Receive<RestOver>(_ => _lock.Tell(LockProtocol.Contend.Instance));
        Receive<ReplicationProtocol.Retire>(_ => RetireUnused());
        Refuse(RefusalReason.NotActive, "it is not active");
        Notice();
    }

    private void Promoting()
    {
        Receive<StageProtocol.Opened>(m => m.Term == _term, _ => OnStageOpened());
        Receive<StageProtocol.Failed>(m => m.Term == _term, OnStageFailed);
        Receive<LockProtocol.Lost>(m => m.Term == _term, m => DemoteAfterLoss(m.Why));
        Receive<TransitionOverdue>(m => m.Term == _term, _ => DemoteAndRest("its promotion took too long"));
        Receive<ReplicationProtocol.Retire>(m => HandOver(m.Why, to: null, isForGood: true));
        Refuse(RefusalReason.InTransition, "it is just being promoted");
        Notice();
    }

    private void Active()
    {
        Receive<StageProtocol.Failed>(m => m.Term == _term, OnStageFailed);
        Receive<LockProtocol.Lost>(m => m.Term == _term, m => DemoteAfterLoss(m.Why));
        Receive<ReplicationProtocol.SetPassive>(OnSetPassive);
        Receive<ReplicationProtocol.Retire>(m => HandOver(m.Why, to: null, isForGood: true));
        Receive<Rests.RanLongEnough>(_ => _rests.Forget());
        Notice();
    }

    private void Demoting()
    {
        Receive<StageProtocol.Closed>(m => m.Term == _term, _ => OnStageClosed());
        Receive<TransitionOverdue>(m => m.Term == _term, _ => throw new TimeoutException("the demotion took too long"));
        Receive<ReplicationProtocol.Retire>(_ => RetireAfterwards());
        Ignore<StageProtocol.Opened>();
        Ignore<StageProtocol.Failed>();
        Refuse(RefusalReason.InTransition, "it is just being demoted");
        Notice();
    }

    private void Promote(LockTerm held)
    {
        _held = held;
        _term = held.Number;
        Enter(ReplicaRole.Promoting, Promoting, "it holds the main lock");
        LimitTransition(_settings.TransitionTimeout);
        _stages.OpenFirst(held);
    }

    private void OnStageOpened()
    {
        if (!_stages.OpenNext(_held!))
            BecomeActive();
    }

    /// <summary>A stage may fail because the term is lost, and say so before the holder's word has come: then that word counts.</summary>
    private void OnStageFailed(StageProtocol.Failed failed)
    {
        if (_held is { Lost.IsCancellationRequested: false })
            DemoteAndRest(failed.Why);
    }

    private void BecomeActive()
    {
        Timers.Cancel(nameof(TransitionOverdue));
        _rests.BecameActive();
        Enter(ReplicaRole.Active, Active, "every stage is open");
        _stages.SayAllOpen(_term);
        _takingBack.End("it is active again");
    }

    /// <summary>Whoever lost only a session is the first to try again: the passive replicas wait for their next try.</summary>
    private void DemoteAfterLoss(string why)
    {
        _status.Lost(why);
        Demote(why, drain: TimeSpan.Zero, afterwards: Contend);
    }

    /// <summary>The failure is this replica's own: another one shall have the first try.</summary>
    private void DemoteAndRest(string why)
    {
        _log.Warning("Replica {0} gives up term {1}: {2}.", _replica, _term, why);
        Demote(why, drain: TimeSpan.Zero, afterwards: Rest);
    }

    private void Demote(string why, TimeSpan drain, Action afterwards)
    {
        _afterwards = afterwards;
        _drain = drain;
        _rests.Ended();
        Enter(ReplicaRole.Demoting, Demoting, why);
        LimitTransition(_settings.TransitionTimeout + drain);
        _stages.CloseLast(_term, drain);
    }

    private void OnStageClosed()
    {
        if (!_stages.CloseNext(_term, _drain))
            EndTerm();
    }

    private void EndTerm()
    {
        Timers.Cancel(nameof(TransitionOverdue));
        _lock.Tell(new LockProtocol.Release(_term, Nomination()));
        _held = null;
        _afterwards();
    }

    private void Contend()
    {
        Enter(ReplicaRole.Passive, Passive, "it contends for the main lock");
        _lock.Tell(LockProtocol.Contend.Instance);
    }

    private void Rest()
    {
        Enter(ReplicaRole.Passive, Passive, "it rests after a failure of its own, so that another replica can try");
        Timers.StartSingleTimer(nameof(RestOver), RestOver.Instance, _rests.Next(_status.Roster));
    }

    private void LimitTransition(TimeSpan limit) =>
        Timers.StartSingleTimer(nameof(TransitionOverdue), new TransitionOverdue(_term), limit);

    private void Enter(ReplicaRole role, Action behavior, string why)
    {
        Become(behavior);
        _log.Info("Replica {0} is {1} in term {2}: {3}.", _replica, role, _term, why);
        _status.Entered(role, _held, why);
    }

    /// <summary>What any state takes note of, and what may come late in any.</summary>
    private void Notice()
    {
        Receive<RosterProtocol.Seen>(Saw);
        Receive<PauseReminder.Due>(_ => _reminder.Remind());
        Receive<TakingBack.Overdue>(_ => _takingBack.End("it is not active again yet"));
        Receive<LockProtocol.Hindered>(m => _status.Hindered(m.Why));
        Ignore<LockProtocol.Lost>();
        Ignore<RestOver>();
        Ignore<StandBackOver>();
        Ignore<Rests.RanLongEnough>();
    }

    private void Saw(RosterProtocol.Seen seen)
    {
        _status.Saw(seen.Roster, seen.RoundTrip);
        _reminder.Note(_status.Roster.Policy.Pause);
        _takingBack.Saw(seen.Roster, Now);
    }

    private void Refuse(RefusalReason reason, string why) =>
        Receive<ReplicationProtocol.SetPassive>(_ => Sender.Tell(new ReplicationProtocol.Refused(reason, $"{_replica} cannot hand over: {why}.")));

    private void Ignore<T>() => Receive<T>(_ => { });

    private sealed record TransitionOverdue(long Term);

    private sealed record RestOver
    {
        public static readonly RestOver Instance = new();
    }
}
