using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Locking;

/// <summary>Which numbers the locks of each kind of node have. Those of a synchronizer are the reference's for a sequencer.</summary>
public static class NodeLocks
{
    /// <summary>The number of a lock.</summary>
    /// <param name="kind">What the node is for.</param>
    /// <param name="counter">What the lock is for, and its number in a participant.</param>
    public static int NumberOf(NodeKind kind, LockCounter counter) => (kind, counter) switch
    {
        (NodeKind.Participant, _) => (int)counter,
        (_, LockCounter.Main) => 5,
        (_, LockCounter.Pool) => 41,
        (_, LockCounter.Migrations) => 4,
        (_, LockCounter.Presence) => 201,
        _ => throw new ArgumentOutOfRangeException(nameof(counter), counter, "A synchronizer has no such lock."),
    };
}
