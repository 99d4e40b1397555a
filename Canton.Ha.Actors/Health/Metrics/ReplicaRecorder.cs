using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>
/// Hears what happens to one replica and measures it: changes of the role, stages, take-overs by cause, losses, restarts, synchronizers. It looks itself,
/// every second, how late the actors of this process are.
/// </summary>
internal sealed class ReplicaRecorder : ReceiveActor, IWithTimers
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly RecorderInstruments _instruments;
    private readonly Takeovers _takeovers;
    private readonly TimeProvider _time;
    private long _toLookAt;
    private TimeSpan _changedAt;

    public ReplicaRecorder(StatusBoard board, RecorderInstruments instruments, TimeProvider time)
    {
        (_instruments, _time) = (instruments, time);
        _takeovers = new Takeovers(board, instruments);
        var replica = board.Current.Replica;
        Receive<ReplicaEvent>(m => m.Replica != replica, _ => { }); // Another replica of this process.
        Receive<ReplicaEvent.RoleChanged>(OnRole);
        Receive<ReplicaEvent.StageOpened>(m => _instruments.Stage(m.Stage, RecorderInstruments.Open, Since(m)));
        Receive<ReplicaEvent.StageClosed>(m => _instruments.Stage(m.Stage, RecorderInstruments.Close, Since(m)));
        Receive<ReplicaEvent.LockLost>(_ => _instruments.Lost());
        Receive<ReplicaEvent.HandedOver>(m => _instruments.HandedOver(m.Gap));
        Receive<ReplicaEvent.BranchFailed>(_ => _instruments.Restarted());
        Receive<ReplicaEvent.SynchronizerChanged>(m => _instruments.Synchronizer(m.Alias, m.Phase));
        Receive<ReplicaEvent>(_ => _takeovers.Look());
        Receive<LookDue>(_ => Look());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(StatusBoard board, RecorderInstruments instruments, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new ReplicaRecorder(board, instruments, time));

    /// <summary>Starts one that hears everything published after this returns.</summary>
    public static void Start(ActorSystem system, StatusBoard board, RecorderInstruments instruments)
    {
        var recorder = system.ActorOf(Props(board, instruments, TimeProvider.System), $"{board.Current.Replica}.metrics");
        system.EventStream.Subscribe(recorder, typeof(ReplicaEvent));
    }

    protected override void PreStart()
    {
        _instruments.Begin();
        LookLater();
    }

    private void OnRole(ReplicaEvent.RoleChanged changed)
    {
        _instruments.Role(changed.Role);
        _changedAt = changed.At;
        _takeovers.Entered(changed);
    }

    /// <summary>Stages open, and close, one after the other.</summary>
    private TimeSpan Since(ReplicaEvent fact)
    {
        var since = fact.At - _changedAt;
        _changedAt = fact.At;
        return since;
    }

    private void Look()
    {
        _instruments.Late(_time.GetElapsedTime(_toLookAt) - LookEvery);
        _takeovers.Look();
        LookLater();
    }

    private void LookLater()
    {
        _toLookAt = _time.GetTimestamp();
        Timers.StartSingleTimer(nameof(LookDue), LookDue.Instance, LookEvery);
    }

    private sealed record LookDue
    {
        public static readonly LookDue Instance = new();
    }
}
