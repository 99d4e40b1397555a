using Akka.Actor;

namespace Akka.Persistence;

/// <summary>From what a persistent actor recovers.</summary>
public sealed class Recovery
{
    public Recovery() : this(SnapshotSelectionCriteria.Latest)
    {
    }

    public Recovery(SnapshotSelectionCriteria fromSnapshot) : this(fromSnapshot, long.MaxValue)
    {
    }

    public Recovery(SnapshotSelectionCriteria fromSnapshot, long toSequenceNr) : this(fromSnapshot, toSequenceNr, long.MaxValue)
    {
    }

    /// <param name="fromSnapshot">Which snapshot is offered; null for the newest.</param>
    /// <param name="toSequenceNr">The last event that is replayed.</param>
    /// <param name="replayMax">At most so many events are replayed.</param>
    public Recovery(SnapshotSelectionCriteria fromSnapshot = null, long toSequenceNr = long.MaxValue, long replayMax = long.MaxValue)
    {
        FromSnapshot = fromSnapshot ?? SnapshotSelectionCriteria.Latest;
        ToSequenceNr = toSequenceNr;
        ReplayMax = replayMax;
    }

    /// <summary>The newest snapshot and all events after it.</summary>
    public static Recovery Default { get; } = new(SnapshotSelectionCriteria.Latest);

    /// <summary>Neither a snapshot nor events. Numbers go on where they were.</summary>
    public static Recovery None { get; } = new(SnapshotSelectionCriteria.None, 0);

    public SnapshotSelectionCriteria FromSnapshot { get; }

    public long ToSequenceNr { get; }

    public long ReplayMax { get; }
}

/// <summary>To the actor: all events have been replayed, commands follow.</summary>
public sealed class RecoveryCompleted
{
    public static readonly RecoveryCompleted Instance = new();

    private RecoveryCompleted()
    {
    }

    public override bool Equals(object obj) => obj is RecoveryCompleted;

    public override int GetHashCode() => typeof(RecoveryCompleted).GetHashCode();
}

/// <summary>To the actor itself: time to see whether recovery goes on.</summary>
public sealed class RecoveryTick
{
    public RecoveryTick(bool snapshot) => Snapshot = snapshot;

    /// <summary>Whether a snapshot is waited for, rather than events.</summary>
    public bool Snapshot { get; }
}

/// <summary>No snapshot, or no event, came within <c>recovery-event-timeout</c>.</summary>
public sealed class RecoveryTimedOutException : AkkaException
{
    public RecoveryTimedOutException()
    {
    }

    public RecoveryTimedOutException(string message, Exception cause = null) : base(message, cause)
    {
    }
}

/// <summary>An actor that recovers.</summary>
public interface IPersistenceRecovery
{
    Recovery Recovery { get; }
}
