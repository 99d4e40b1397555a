using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Node;

/// <summary>
/// Keeps one replica's branch running: a crash stops it whole (gate shut, sessions ended) and builds it anew after a growing back-off,
/// passive: Running → Pausing → Running. A replica that must not run with its storage stops for good; one that was asked to retire
/// is not built anew: Running or Pausing → Retiring → Retired.
/// </summary>
internal sealed class NodeSupervisor : ReceiveActor, IWithTimers
{
    private static readonly Exception s_byItself = new InvalidOperationException("it stopped by itself");

    private readonly string _replica;
    private readonly ReplicationSettings _settings;
    private readonly Props _branch;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private IActorRef _running = ActorRefs.Nobody;
    private Exception _cause = s_byItself;
    private int _failures;

    public NodeSupervisor(string replica, ReplicationSettings settings, Props branch)
    {
        _replica = replica;
        _settings = settings;
        _branch = branch;
        Become(Running);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(string replica, ReplicationSettings settings, Props branch) =>
        Akka.Actor.Props.Create(() => new NodeSupervisor(replica, settings, branch));

    /// <summary>Stopping runs every PostStop of the branch, from the leaves up, and ends in Terminated.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _cause = cause;
        return Directive.Stop;
    });

    protected override void PreStart() => Start();

    private void Running()
    {
        Receive<Terminated>(_ => _cause is StorageRefusedException, _ => StopForGood());
        Receive<Terminated>(_ => Pause());
        Receive<RanLongEnough>(_ => _failures = 0);
        Receive<ReplicationProtocol.Retire>(Retire);
        ReceiveAny(message => _running.Forward(message));
    }

    private void Pausing()
    {
        Receive<PauseOver>(_ => Start());
        Receive<ReplicationProtocol.SetPassive>(_ => Sender.Tell(NotRunning()));
        Receive<ReplicationProtocol.Retire>(_ => RetireWhilePausing());
    }

    private void Retiring()
    {
        Receive<Terminated>(_ => EndRetirement());
        Receive<RanLongEnough>(_ => { }); // It will not be built anew.
        ReceiveAny(message => _running.Forward(message));
    }

    private void Retired()
    {
        Receive<ReplicationProtocol.SetPassive>(_ => Sender.Tell(HasStopped()));
        Receive<ReplicationProtocol.Retire>(_ => Sender.Tell(HasStopped()));
    }

    private void Retire(ReplicationProtocol.Retire retire)
    {
        Become(Retiring);
        _running.Forward(retire);
    }

    private void RetireWhilePausing()
    {
        Timers.Cancel(nameof(PauseOver));
        Become(Retired);
        Sender.Tell(HasStopped());
    }

    private void EndRetirement()
    {
        _log.Warning("Replica {0} failed while it retired: {1}", _replica, _cause.Message);
        Become(Retired);
    }

    private void Start()
    {
        _cause = s_byItself;
        _running = Context.Watch(Context.ActorOf(_branch, "replication"));
        Become(Running);
        Timers.StartSingleTimer(nameof(RanLongEnough), RanLongEnough.Instance, _settings.RestMax);
    }

    private void StopForGood()
    {
        _log.Error("Replica {0} stops: {1}", _replica, _cause.Message);
        Context.System.EventStream.Publish(new ReplicaEvent.Refused(_replica, 0, Now(), _cause.Message));
        Context.Stop(Self);
    }

    private void Pause()
    {
        var pause = Backoff.Doubling(_settings.RestMin, _settings.RestMax, _failures++);
        _log.Error(_cause, "Replica {0} failed and is built anew in {1}.", _replica, pause);
        Context.System.EventStream.Publish(new ReplicaEvent.BranchFailed(_replica, 0, Now(), _cause.Message, pause));
        Become(Pausing);
        Timers.Cancel(nameof(RanLongEnough));
        Timers.StartSingleTimer(nameof(PauseOver), PauseOver.Instance, pause);
    }

    private ReplicationProtocol.Refused NotRunning() => new(RefusalReason.InTransition, $"{_replica} cannot hand over: it failed and is just being built anew.");

    private ReplicationProtocol.Refused HasStopped() => new(RefusalReason.HasStopped, $"{_replica} has nothing to hand over: it has stopped.");

    private static TimeSpan Now() => Context.System.Scheduler.MonotonicClock;

    private sealed record RanLongEnough
    {
        public static readonly RanLongEnough Instance = new();
    }

    private sealed record PauseOver
    {
        public static readonly PauseOver Instance = new();
    }
}
