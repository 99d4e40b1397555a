namespace Canton.Ha.Actors.Contracts;

/// <summary>
/// A stage is something that may be open only while this replica holds the lock: the write pool, the persistent state,
/// the synchronizer connections, the Ledger API. Every stage understands these commands, answers to its parent,
/// and may throw when it cannot close: the branch is then rebuilt.
/// </summary>
public static class StageProtocol
{
    /// <summary>Down: open for this term. Answered by <see cref="Opened"/> or <see cref="Failed"/>.</summary>
    public sealed record Open(LockTerm Term);

    /// <summary>Up: everything of this stage is ready.</summary>
    public sealed record Opened(long Term);

    /// <summary>Up: the stage could not open, or can no longer stay open, for an expected reason.</summary>
    public sealed record Failed(long Term, string Why);

    /// <summary>Down, to every stage: the last one is open, the replica is active. No answer.</summary>
    public sealed record AllOpen(long Term);

    /// <summary>Down: admit nothing new from now on; what is inside may use <paramref name="Drain"/> to finish. Answered by <see cref="Closed"/>, also when nothing was open.</summary>
    public sealed record Close(long Term, TimeSpan Drain);

    /// <summary>Up: nothing of this stage is open any more.</summary>
    public sealed record Closed(long Term);
}
