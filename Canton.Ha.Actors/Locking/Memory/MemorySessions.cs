using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Embedded;

namespace Canton.Ha.Actors.Locking.Memory;

/// <summary>Sessions of the only replica of a memory store: it gets the lock whenever it asks, and is alone in the roster.</summary>
public sealed class MemorySessions(MemoryStore store) : ILockSessions, IPresenceSessions
{
    private volatile MemoryLockSession? _holder;
    private int _opened;

    /// <inheritdoc/>
    Task<ILockSession> ILockSessions.OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation) =>
        Task.FromResult<ILockSession>(new MemoryLockSession(this, new SessionId(Environment.ProcessId, Interlocked.Increment(ref _opened))));

    /// <inheritdoc/>
    Task<IPresenceSession> IPresenceSessions.OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation) =>
        Task.FromResult<IPresenceSession>(new MemoryPresenceSession(this));

    private long Take(MemoryLockSession session)
    {
        using var connection = store.OpenConnection();
        var term = EmbeddedTables.NextTermNumber(connection);
        _holder = session;
        return term;
    }

    private void GiveUp(MemoryLockSession session)
    {
        if (_holder == session)
            _holder = null;
    }

    private Roster Read()
    {
        using var connection = store.OpenConnection();
        var newest = EmbeddedTables.NewestTerms(connection, 1) is [var term] ? term : null;
        return new Roster([store.Entry], _holder is null ? null : store.Replica, newest, EmbeddedTables.Policy(connection));
    }

    private sealed class MemoryLockSession(MemorySessions sessions, SessionId id) : ILockSession
    {
        public SessionId Id => id;

        /// <summary>Nobody else is there to whom the lock could be left.</summary>
        public Task<LockAttempt> TryAcquireAsync(int passedOver, CancellationToken cancellation) =>
            Inline.Run<LockAttempt>(() => new LockAttempt.Taken(sessions.Take(this)));

        public Task ProveAsync(CancellationToken cancellation) =>
            sessions._holder == this ? Task.CompletedTask : Task.FromException(new InvalidOperationException("the lock is not held"));

        public Task ReleaseAsync(Nomination? successor, CancellationToken cancellation) => Inline.Run(() => sessions.GiveUp(this));

        public ValueTask DisposeAsync() => new(ReleaseAsync(successor: null, CancellationToken.None));
    }

    private sealed class MemoryPresenceSession(MemorySessions sessions) : IPresenceSession
    {
        public Task<Roster> ReadAsync(CancellationToken cancellation) => Inline.Run(sessions.Read);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
