using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking;

/// <summary>What the lock holder and its parent say to each other.</summary>
public static class LockProtocol
{
    /// <summary>Down: take the lock, however long that takes. Answered by one <see cref="Acquired"/>.</summary>
    public sealed record Contend
    {
        /// <summary>The only one.</summary>
        public static readonly Contend Instance = new();
    }

    /// <summary>Down: give the lock back and wake the other replicas. Answered by <see cref="Lost"/> if it was still held.</summary>
    /// <param name="Term">The term to end.</param>
    /// <param name="Successor">Who alone may take the lock; null for anybody.</param>
    public sealed record Release(long Term, Nomination? Successor = null);

    /// <summary>Up: the lock is ours.</summary>
    public sealed record Acquired(LockTerm Term);

    /// <summary>Up: the lock is no longer ours, or we can no longer prove that it is. Said once per term.</summary>
    public sealed record Lost(long Term, string Why);

    /// <summary>Up: whether anything keeps us from contending, or from taking a lock that is free. Said when that changes.</summary>
    /// <param name="Why">A sentence for the operator; null when nothing does any more.</param>
    public sealed record Hindered(string? Why);
}
