using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking;

/// <summary>
/// A database session on which the main lock is, or is to be, held. It does its blocking calls on a thread of its own, so that
/// none of its answers waits for the thread pool. Disposing it gives the lock up by closing the connection.
/// </summary>
public interface ILockSession : IAsyncDisposable
{
    /// <summary>Names this session to those who must check that it holds the lock.</summary>
    SessionId Id { get; }

    /// <summary>Tries, without waiting, to take the main lock, and takes a new term number with it. Null when another session holds the lock.</summary>
    Task<long?> TryAcquireAsync(CancellationToken cancellation);

    /// <summary>Asks the server whether this session still holds the main lock and may write. Throws when it does not or cannot answer.</summary>
    Task ProveAsync(CancellationToken cancellation);

    /// <summary>Gives the main lock back and wakes the other replicas, so that they need not wait for their next try. The session is of no use afterwards.</summary>
    Task ReleaseAsync(CancellationToken cancellation);
}
