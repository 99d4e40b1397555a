using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking;

/// <summary>Opens presence sessions.</summary>
public interface IPresenceSessions
{
    /// <summary>Opens a presence session, which makes this replica part of the roster and wakes the others.</summary>
    Task<IPresenceSession> OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation);
}

/// <summary>A session that holds the shared presence lock: as long as it lives, this replica is in the roster.</summary>
public interface IPresenceSession : IAsyncDisposable
{
    /// <summary>Reads who is there and who leads, in one statement.</summary>
    Task<Roster> ReadAsync(CancellationToken cancellation);
}
