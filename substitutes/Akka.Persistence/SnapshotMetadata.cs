namespace Akka.Persistence;

/// <summary>Whose snapshot it is, and which.</summary>
public sealed class SnapshotMetadata : IEquatable<SnapshotMetadata>
{
    /// <param name="persistenceId">Whose.</param>
    /// <param name="sequenceNr">The number of the last event it contains.</param>
    /// <param name="timestamp">When it was made (UTC); the least of all times when that is not known.</param>
    public SnapshotMetadata(string persistenceId, long sequenceNr, DateTime timestamp)
    {
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Timestamp = timestamp;
    }

    /// <summary>Orders by id, number and time.</summary>
    public static IComparer<SnapshotMetadata> Comparer { get; } = Comparer<SnapshotMetadata>.Create(Compare);

    public string PersistenceId { get; }

    public long SequenceNr { get; }

    public DateTime Timestamp { get; }

    internal static DateTime TimestampNotSpecified => DateTime.MinValue;

    public bool Equals(SnapshotMetadata other) =>
        other is not null && PersistenceId == other.PersistenceId && SequenceNr == other.SequenceNr && Timestamp == other.Timestamp;

    public override bool Equals(object obj) => Equals(obj as SnapshotMetadata);

    public override int GetHashCode() => HashCode.Combine(PersistenceId, SequenceNr, Timestamp);

    public override string ToString() => $"SnapshotMetadata<pid: {PersistenceId}, seqNr: {SequenceNr}, timestamp: {Timestamp:yyyy/MM/dd}>";

    private static int Compare(SnapshotMetadata left, SnapshotMetadata right)
    {
        var byId = string.CompareOrdinal(left.PersistenceId, right.PersistenceId);
        return byId != 0 ? byId : (left.SequenceNr, left.Timestamp).CompareTo((right.SequenceNr, right.Timestamp));
    }
}
