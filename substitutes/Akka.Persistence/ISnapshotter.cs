namespace Akka.Persistence;

/// <summary>Something that has snapshots.</summary>
public interface ISnapshotter
{
    string SnapshotterId { get; }

    /// <summary>The number of the last event that a snapshot made now would contain.</summary>
    long SnapshotSequenceNr { get; }

    void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr);

    void SaveSnapshot(object snapshot);

    void DeleteSnapshot(long sequenceNr);

    void DeleteSnapshots(SnapshotSelectionCriteria criteria);
}
