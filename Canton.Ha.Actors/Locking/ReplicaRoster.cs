using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking;

/// <summary>
/// Keeps this replica's presence session and reads who else has one: Absent → Present → Absent. Its failures cost nobody the lock.
/// </summary>
internal sealed class ReplicaRoster : ReceiveActor, IWithTimers
{
    private readonly ReplicationSettings _settings;
    private readonly IPresenceSessions _sessions;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopped = new();
    private readonly Questions _questions;

    private SessionLease<IPresenceSession>? _lease;
    private int _failures;
    private bool _isReading;
    private bool _isReadWanted;

    public ReplicaRoster(ReplicationSettings settings, IPresenceSessions sessions)
    {
        _settings = settings;
        _sessions = sessions;
        _questions = new Questions(this);
        Become(Absent);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ReplicationSettings settings, IPresenceSessions sessions) =>
        Akka.Actor.Props.Create(() => new ReplicaRoster(settings, sessions));

    protected override void PreStart() => Join();

    protected override void PostStop()
    {
        _lease?.End();
        _stopped.Cancel();
    }

    /// <summary>A late answer from a session already given up is no surprise; anything else unhandled is.</summary>
    protected override void Unhandled(object message)
    {
        if (message is not (Answer or SessionSignalled))
            base.Unhandled(message);
    }

    private void Absent()
    {
        Receive<JoinDue>(_ => Join());
        Receive<Joined>(m => !_questions.IsLatest(m.Question), m => m.Lease.End());
        Receive<Joined>(OnJoined);
        Receive<Failed>(m => _questions.IsLatest(m.Question), m => OnFailed(m.Cause.Message));
        Receive<Questions.Unanswered>(m => _questions.IsLatest(m.Question), _ => OnFailed("the database did not answer in time"));
    }

    private void Present()
    {
        Receive<ReadDue>(_ => Read());
        Receive<ReadDone>(m => _questions.IsLatest(m.Question), OnRead);
        Receive<Failed>(m => _questions.IsLatest(m.Question), m => OnFailed(m.Cause.Message));
        Receive<Questions.Unanswered>(m => _questions.IsLatest(m.Question), _ => OnFailed("the database did not answer in time"));
        Receive<SessionSignalled>(m => m.Lease == _lease, OnSignal);
        Receive<Joined>(m => m.Lease.End());
    }

    private void OnJoined(Joined joined)
    {
        _questions.Settle(joined.Question);
        _lease = joined.Lease;
        _failures = 0;
        Become(Present);
        Read();
    }

    private void OnRead(ReadDone done)
    {
        _questions.Settle(done.Question);
        _isReading = false;
        Context.Parent.Tell(new RosterProtocol.Seen(done.Roster) { RoundTrip = done.RoundTrip });
        if (_isReadWanted)
            Read();
        else
            Timers.StartSingleTimer(nameof(ReadDue), ReadDue.Instance, _settings.RosterPeriod);
    }

    private void OnSignal(SessionSignalled signalled)
    {
        if (signalled.Signal is SessionSignal.Broken broken)
            OnFailed(broken.Cause.Message);
        else
            Read();
    }

    private void OnFailed(string why)
    {
        _log.Warning("This replica is not in the roster: {0}.", why);
        Leave();
        _failures = Math.Min(_failures + 1, 4);
        var pause = _settings.RosterPeriod / 4 * _failures;
        Timers.StartSingleTimer(nameof(JoinDue), JoinDue.Instance, Backoff.Jittered(pause));
    }

    /// <summary>What was seen last says nothing about now.</summary>
    private void Leave()
    {
        _questions.Forget();
        _isReading = false;
        _lease?.End();
        _lease = null;
        Context.Parent.Tell(new RosterProtocol.Seen(Roster.Unknown));
        Become(Absent);
    }

    private void Join()
    {
        var question = _questions.Ask(_settings.Connection.ConnectionTimeout);
        _ = SessionLease<IPresenceSession>.OpenAsync(_sessions.OpenAsync, Self, _stopped.Token)
            .PipeTo(Self, success: lease => new Joined(question, lease), failure: e => new Failed(question, e));
    }

    private void Read()
    {
        _isReadWanted = _isReading;
        if (_isReading || _lease is not { } lease)
            return;

        _isReading = true;
        Timers.Cancel(nameof(ReadDue));
        var question = _questions.Ask(_settings.Connection.IdleSessionTimeout);
        var scheduler = Context.System.Scheduler;
        var askedAt = scheduler.MonotonicClock;
        _ = lease.Session.ReadAsync(_stopped.Token)
            .PipeTo(Self, success: roster => new ReadDone(question, roster, scheduler.MonotonicClock - askedAt), failure: e => new Failed(question, e));
    }

    private abstract record Answer;

    private sealed record Joined(long Question, SessionLease<IPresenceSession> Lease) : Answer;

    private sealed record ReadDone(long Question, Roster Roster, TimeSpan RoundTrip) : Answer;

    private sealed record Failed(long Question, Exception Cause) : Answer;

    private sealed record JoinDue
    {
        public static readonly JoinDue Instance = new();
    }

    private sealed record ReadDue
    {
        public static readonly ReadDue Instance = new();
    }
}
