namespace Canton.Ha.Actors.Locking;

/// <summary>Opens main sessions.</summary>
public interface ILockSessions
{
    /// <summary>
    /// Opens a main session and looks at the server behind it: writable, not in recovery, the one seen before, reached without a
    /// transaction pooler, its schema migrated. Says a broken connection and a wake-up by another replica through <paramref name="signal"/>,
    /// from a thread of the session's own, at once when they happen.
    /// </summary>
    /// <exception cref="StorageRefusedException">This replica must never run with this storage.</exception>
    Task<ILockSession> OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation);
}
