using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What several replicas share: main lock, pool lock, terms and roster, all in memory and on one thread.</summary>
internal sealed class FakeDatabase(TimeProvider time, ReplicationSettings settings)
{
    private readonly List<FakeSession> _sessions = [];
    private readonly List<FakeWritePool> _pools = [];
    private readonly List<FakeBarrier> _barriers = [];
    private FakeLockSession? _main;
    private long _lastTerm;
    private int _lastPid;
    private string? _stopped;

    public TimeProvider Time { get; } = time;

    /// <summary>Says what the database does, in the words of a transcript.</summary>
    public Action<string> Noted { get; set; } = _ => { };

    /// <summary>What replicas keep to when they take over.</summary>
    public FakePolicy Policy { get; } = new(time);

    public IReadOnlyList<TermRecord> Terms => Policy.Terms;

    /// <summary>The pools whose write sessions the server has.</summary>
    public IReadOnlyList<FakeWritePool> Pools => _pools;

    /// <summary>Name of the replica that holds the main lock.</summary>
    public string? Leader => _main?.Replica;

    public SessionId NewSession()
    {
        if (_stopped is not null)
            throw new IOException(_stopped);

        return new SessionId(++_lastPid, Time.GetTimestamp());
    }

    public void Open(FakeSession session) => _sessions.Add(session);

    public void Join(FakePresenceSession session)
    {
        Open(session);
        WakeAllBut(session);
    }

    public Roster ReadRoster() => new(
        [.. _sessions.OfType<FakePresenceSession>().Select(session => session.Replica).Distinct().Order().Select(name => new RosterEntry(name, ReplicaAddresses.None))],
        Leader, Policy.Newest, Policy.Current);

    public LockAttempt TryTakeMainLock(FakeLockSession session, int passedOver)
    {
        if (_main is not null)
            return LockAttempt.HeldByAnother.Instance;
        if (Policy.Rule(session.Replica, _sessions.OfType<FakePresenceSession>(), passedOver) is { } withheld)
            return withheld;

        _main = session;
        return new LockAttempt.Taken(++_lastTerm);
    }

    public bool ProveMainLock(FakeLockSession session) => _main == session ? true : throw new IOException("the main lock is not held");

    public bool ReleaseMainLock(FakeLockSession session, Nomination? successor)
    {
        if (successor is not null && _main == session)
            Policy.Nominate(successor);
        FreeMainLock(session);
        WakeAllBut(session);
        return true;
    }

    public void FreeMainLock(FakeLockSession session)
    {
        if (_main == session)
            _main = null;
    }

    public void Forget(FakeSession session) => _sessions.Remove(session);

    public void Forget(FakeWritePool pool)
    {
        _pools.Remove(pool);
        Step();
    }

    /// <summary>Write sessions of another replica, from a term before.</summary>
    public FakeWritePool OpenPoolOf(string replica)
    {
        var link = new FakeLink(this, replica);
        var pool = new FakeWritePool(link, new FakeWritePools(link), new FakeTerm(0, new SessionId(0, 0), Time).Term);
        _pools.Add(pool);
        return pool;
    }

    public Task<FakeWritePool> PassBarrierAsync(FakeLink link, LockTerm term, Func<FakeWritePool> open, CancellationToken cancellation)
    {
        var barrier = new FakeBarrier(link, term, open, Time.GetTimestamp(), cancellation);
        _barriers.Add(barrier);
        Step();
        return barrier.Passed.Task;
    }

    /// <summary>Does what has become due: idle sessions end, barriers are passed.</summary>
    public void Step()
    {
        foreach (var session in _sessions.Where(session => Time.GetElapsedTime(session.HeardAt) > settings.Connection.IdleSessionTimeout).ToList())
            session.Break("terminating connection due to idle-session timeout");
        foreach (var barrier in _barriers.ToList())
            Try(barrier);
    }

    /// <summary>An operator changes what replicas keep to; every replica is woken.</summary>
    public void Change(Func<FailoverPolicy, FailoverPolicy> change)
    {
        Policy.Current = change(Policy.Current);
        WakeAllBut(null);
    }

    /// <summary>The server is gone; every session ends.</summary>
    public void Stop(string why)
    {
        _stopped = why;
        _sessions.ToList().ForEach(session => session.Break("the server closed the connection"));
        _pools.ToList().ForEach(pool => pool.Terminate());
    }

    public void Start() => _stopped = null;

    private void Try(FakeBarrier barrier)
    {
        if (barrier.IsGivenUp)
            Leave(barrier, () => barrier.Passed.TrySetCanceled(CancellationToken.None));
        else if (!barrier.Link.IsCut && _main?.Id != barrier.Term.Session)
            Leave(barrier, () => barrier.Passed.TrySetException(new IOException("the main session does not hold the main lock")));
        else if (!barrier.Link.IsCut && HaveOthersEnded(barrier))
            Leave(barrier, () => Pass(barrier));
    }

    private bool HaveOthersEnded(FakeBarrier barrier)
    {
        if (Time.GetElapsedTime(barrier.Since) >= settings.RampDownTimeout)
            foreach (var pool in _pools.ToList())
            {
                Noted($"ends the write sessions of {pool.Replica}");
                pool.Terminate();
            }

        return _pools.Count == 0;
    }

    private void Pass(FakeBarrier barrier)
    {
        Policy.Begin(barrier.Term.Number, barrier.Link.Replica);
        Noted($"term {barrier.Term.Number} begins: {barrier.Link.Replica}");
        var pool = barrier.Open();
        _pools.Add(pool);
        barrier.Passed.TrySetResult(pool);
        WakeAllBut(null);
    }

    private void Leave(FakeBarrier barrier, Action leave)
    {
        if (_barriers.Remove(barrier))
            leave();
    }

    private void WakeAllBut(FakeSession? one) => _sessions.Where(session => session != one).ToList().ForEach(session => session.Wake());
}
