using Akka.Actor;

namespace Canton.Ha.Actors.Locking;

/// <summary>One opened session, or pool of sessions, and its end, which comes once: from the actor that owns it, or at the latest when that actor stops.</summary>
internal sealed class SessionLease<TSession>
    where TSession : class, IAsyncDisposable
{
    private TSession? _session;
    private CancellationTokenRegistration _onStop;
    private int _ended;

    private SessionLease()
    {
    }

    public TSession Session => _session ?? throw new InvalidOperationException("The session is not open yet.");

    /// <summary>Opens a session that ends when <paramref name="stopped"/> fires, even if nobody hears any more that it has opened.</summary>
    public static async Task<SessionLease<TSession>> OpenAsync(
        Func<Action<SessionSignal>, CancellationToken, Task<TSession>> open, IActorRef owner, CancellationToken stopped)
    {
        var lease = new SessionLease<TSession>();
        lease._session = await open(signal => owner.Tell(new SessionSignalled(lease, signal)), stopped);
        lease._onStop = stopped.Register(() => lease.End());
        return lease;
    }

    /// <summary>Closes the connection, which gives up every lock on it; says <paramref name="farewell"/> first where there is one.</summary>
    public void End(Func<TSession, Task>? farewell = null) => _ = EndAsync(farewell);

    /// <summary>As <see cref="End"/>; complete when the connection is closed, or at once where another has begun to close it.</summary>
    public async Task EndAsync(Func<TSession, Task>? farewell = null)
    {
        _onStop.Unregister();
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;

        await using (Session)
            await (farewell?.Invoke(Session) ?? Task.CompletedTask);
    }
}

/// <summary>To the owner of a lease: its session says something without having been asked.</summary>
internal sealed record SessionSignalled(object Lease, SessionSignal Signal);
