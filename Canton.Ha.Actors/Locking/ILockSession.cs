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

    /// <summary>Tries, without waiting, to take the main lock, and takes a new term number with it, unless the lock is to be left to another replica.</summary>
    /// <param name="passedOver">How many of the present replicas with a higher priority have had their time, and are not waited for any more.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<LockAttempt> TryAcquireAsync(int passedOver, CancellationToken cancellation);

    /// <summary>Asks the server whether this session still holds the main lock and may write. Throws when it does not or cannot answer.</summary>
    Task ProveAsync(CancellationToken cancellation);

    /// <summary>Gives the main lock back and wakes the other replicas, so that they need not wait for their next try. The session is of no use afterwards.</summary>
    /// <param name="successor">To be noted first: who alone may take the lock; null for anybody.</param>
    /// <param name="cancellation">Gives up.</param>
    Task ReleaseAsync(Nomination? successor, CancellationToken cancellation);
}
