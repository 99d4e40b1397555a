namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>Opens main sessions on a SQLite file.</summary>
public sealed class EmbeddedLockSessions(EmbeddedStore store) : ILockSessions
{
    /// <inheritdoc/>
    public async Task<ILockSession> OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation)
    {
        await store.PrepareAsync(cancellation);
        return new EmbeddedLockSession(store, signal);
    }
}
