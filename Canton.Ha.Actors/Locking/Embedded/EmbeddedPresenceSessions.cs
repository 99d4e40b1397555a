namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>Opens presence sessions on a SQLite file.</summary>
public sealed class EmbeddedPresenceSessions(EmbeddedStore store, TimeSpan timeout) : IPresenceSessions
{
    /// <inheritdoc/>
    /// <exception cref="TimeoutException">Another replica of the same name is present.</exception>
    public async Task<IPresenceSession> OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation)
    {
        await store.PrepareAsync(cancellation);
        // A reader of the roster holds the file for a moment; only another replica of this name holds it for long.
        var present = await store.TakeAsync(store.LockFile(LockCounter.Presence, store.Replica), timeout, cancellation);
        store.NoteOf(store.NewSession()).Write(store.NoteFile(LockCounter.Presence, store.Replica));
        var session = new EmbeddedPresenceSession(store, present, store.WatchWakeUps(signal));
        store.Wake();
        return session;
    }
}
