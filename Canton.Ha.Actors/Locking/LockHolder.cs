using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking;

/// <summary>
/// Owns the one session on which the main lock is held: Idle → Contending → Holding → Idle. Runs on a thread of its own, as its
/// session does, so that neither proving the lock nor giving it up ever waits for the thread pool.
/// </summary>
internal sealed class LockHolder : ReceiveActor, IWithTimers
{
    private readonly ConnectionSettings _settings;
    private readonly ILockSessions _sessions;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopped = new();
    private readonly Questions _questions;
    private readonly Contention _contention;

    private SessionLease<ILockSession>? _lease;
    private CancellationTokenSource _lost = new();
    private LockTerm? _held;
    private bool _isWoken;

    public LockHolder(ConnectionSettings settings, ILockSessions sessions, TimeProvider time)
    {
        _settings = settings;
        _sessions = sessions;
        _time = time;
        _questions = new Questions(this);
        _contention = new Contention(settings, time, Context.Parent);
        Become(Idle);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ConnectionSettings settings, ILockSessions sessions, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new LockHolder(settings, sessions, time));

    protected override void PostStop()
    {
        GiveUpSession();
        _stopped.Cancel();
    }

    /// <summary>A late answer from a session already given up is no surprise; anything else unhandled is.</summary>
    protected override void Unhandled(object message)
    {
        if (message is not (Answer or SessionSignalled))
            base.Unhandled(message);
    }

    private void Idle()
    {
        Receive<LockProtocol.Contend>(_ => StartContending());
        Receive<Opened>(m => m.Lease.End());
        Receive<LockProtocol.Release>(_ => { }); // Already lost.
    }

    private void Contending()
    {
        Receive<Opened>(m => !_questions.IsLatest(m.Question), m => m.Lease.End());
        Receive<Opened>(OnOpened);
        Receive<Tried>(m => _questions.IsLatest(m.Question), OnTried);
        Receive<Failed>(m => _questions.IsLatest(m.Question), m => OnContendingFailed(m.Cause));
        Receive<Questions.Unanswered>(m => _questions.IsLatest(m.Question), _ => OnContendingFailed(new TimeoutException("the database did not answer in time")));
        Receive<SessionSignalled>(m => m.Lease == _lease, OnSignalWhileContending);
        Receive<TryAgain>(_ => TryAcquire());
        Receive<LockProtocol.Contend>(_ => { }); // Does so already.
        Receive<LockProtocol.Release>(_ => { }); // Already lost.
    }

    private void Holding()
    {
        Receive<ProofDue>(_ => Prove());
        Receive<Proved>(m => m.Term == _held?.Number, OnProved);
        Receive<Questions.Unanswered>(_ => Lose($"no proof of holding it was answered within {_settings.ProofExpiry.TotalSeconds} s"));
        Receive<Failed>(m => _questions.IsLatest(m.Question), m => Lose(m.Cause.Message));
        Receive<SessionSignalled>(m => m.Lease == _lease, OnSignalWhileHolding);
        Receive<Opened>(m => m.Lease.End());
        Receive<LockProtocol.Release>(m => m.Term == _held?.Number, m => Release(m.Successor));
        Receive<LockProtocol.Contend>(_ => { }); // Has it already.
    }

    private void StartContending()
    {
        Become(Contending);
        TryAcquire();
    }

    private void OnOpened(Opened opened)
    {
        _questions.Settle(opened.Question);
        _lease = opened.Lease;
        TryAcquire();
    }

    private void OnTried(Tried tried)
    {
        var pause = _contention.After(tried.Attempt);
        if (tried.Attempt is LockAttempt.Taken taken)
        {
            Hold(taken.Term, tried);
            return;
        }
        _questions.Settle(tried.Question);
        if (_isWoken)
            TryAcquire();
        else
            TryLater(pause);
    }

    private void OnContendingFailed(Exception cause)
    {
        if (cause is StorageRefusedException)
            throw new StorageRefusedException(cause.Message);

        GiveUpSession();
        TryLater(_contention.AfterFailure(cause.Message));
    }

    private void OnSignalWhileContending(SessionSignalled signalled)
    {
        if (signalled.Signal is SessionSignal.Broken broken)
            OnContendingFailed(broken.Cause);
        else if (Timers.IsTimerActive(nameof(TryAgain)))
            TryAcquire();
        else
            _isWoken = true; // The answer on its way may have been given before the other released.
    }

    private void OnSignalWhileHolding(SessionSignalled signalled)
    {
        if (signalled.Signal is SessionSignal.Broken broken)
            Lose(broken.Cause.Message);
    }

    private void Hold(long term, Tried tried)
    {
        _lost = new CancellationTokenSource();
        var proof = new LockProof(_settings.ProofExpiry, _time);
        proof.Renew(tried.SentAt);
        _held = new LockTerm(term, tried.Session, proof, _lost.Token);
        _log.Info("Holding the lock in term {0}.", term);
        Become(Holding);
        Context.Parent.Tell(new LockProtocol.Acquired(_held));
        ProveLater();
    }

    /// <summary>The deadline of the proof before runs until this one is answered, and this one's from its sending: the lock is
    /// never believed to be held longer than the expiry after a proof was sent.</summary>
    private void OnProved(Proved proved)
    {
        _held?.Proof.Renew(proved.SentAt);
        _questions.Settle(proved.Question - 1);
        ProveLater();
    }

    private void Lose(string why)
    {
        StopWriters(why);
        _log.Warning("Lost the lock of term {0}: {1}.", _held!.Number, why);
        GiveUpSession();
        Become(Idle);
    }

    private void Release(Nomination? successor)
    {
        var lease = _lease;
        StopWriters("released on request");
        _log.Info("Giving back the lock of term {0}.", _held!.Number);
        _lease = null;
        GiveUpSession();
        Become(Idle);
        lease?.End(farewell: session => session.ReleaseAsync(successor, _stopped.Token).WaitAsync(_settings.ProofExpiry, _time, _stopped.Token));
    }

    /// <summary>The order is the safety: stop the writers, tell the parent, and only then (by the callers) end the session,
    /// which lets the database hand the lock to another replica.</summary>
    private void StopWriters(string why)
    {
        _ = _lost.CancelAsync();
        Context.Parent.Tell(new LockProtocol.Lost(_held!.Number, why));
    }

    private void TryAcquire()
    {
        _isWoken = false;
        Timers.Cancel(nameof(TryAgain));
        var question = _questions.Ask(_lease is null ? _settings.ConnectionTimeout : _settings.ProofExpiry);
        var sentAt = _time.GetTimestamp();
        if (_lease is { } lease)
            _ = lease.Session.TryAcquireAsync(_contention.PassedOver, _stopped.Token)
                .PipeTo(Self, success: attempt => new Tried(question, attempt, lease.Session.Id, sentAt), failure: e => new Failed(question, e));
        else
            _ = SessionLease<ILockSession>.OpenAsync(_sessions.OpenAsync, Self, _stopped.Token)
                .PipeTo(Self, success: opened => new Opened(question, opened), failure: e => new Failed(question, e));
    }

    private void Prove()
    {
        var term = _held!.Number;
        var question = _questions.Ask(_settings.ProofExpiry);
        var sentAt = _time.GetTimestamp();
        _ = _lease!.Session.ProveAsync(_stopped.Token)
            .PipeTo(Self, success: () => new Proved(term, question, sentAt), failure: e => new Failed(question, e));
    }

    private void ProveLater() => Timers.StartSingleTimer(nameof(ProofDue), new ProofDue(), _settings.ProofPeriod);

    private void TryLater(TimeSpan pause) => Timers.StartSingleTimer(nameof(TryAgain), new TryAgain(), pause);

    private void GiveUpSession()
    {
        _questions.Forget();
        _held = null;
        _ = _lost.CancelAsync();
        _lease?.End();
        _lease = null;
    }

    private abstract record Answer;

    private sealed record Opened(long Question, SessionLease<ILockSession> Lease) : Answer;

    private sealed record Tried(long Question, LockAttempt Attempt, SessionId Session, long SentAt) : Answer;

    private sealed record Proved(long Term, long Question, long SentAt) : Answer;

    private sealed record Failed(long Question, Exception Cause) : Answer;

    private sealed record ProofDue;

    private sealed record TryAgain;
}
