namespace Akka.Persistence.Snapshot;

/// <summary>A snapshot store that is gone with its actor.</summary>
public class MemorySnapshotStore : SnapshotStore
{
    protected virtual List<SnapshotEntry> Snapshots { get; } = [];

    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var newest = Snapshots.Where(entry => Fits(entry, persistenceId, criteria)).MaxBy(entry => entry.SequenceNr);
        return Task.FromResult(newest is null ? null : new SelectedSnapshot(
            new SnapshotMetadata(newest.PersistenceId, newest.SequenceNr, new DateTime(newest.Timestamp, DateTimeKind.Utc)), newest.Snapshot));
    }

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var id = $"{metadata.PersistenceId}_{metadata.SequenceNr}";
        Snapshots.RemoveAll(entry => entry.Id == id);
        Snapshots.Add(new SnapshotEntry
        {
            Id = id,
            PersistenceId = metadata.PersistenceId,
            SequenceNr = metadata.SequenceNr,
            Timestamp = metadata.Timestamp.Ticks,
            Snapshot = snapshot,
        });
        return Task.CompletedTask;
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        var isAnyTime = metadata.Timestamp == DateTime.MinValue || metadata.Timestamp == DateTime.MaxValue;
        var isAnyNumber = metadata.SequenceNr is <= 0 or long.MaxValue;
        var found = Snapshots.FindIndex(entry => entry.PersistenceId == metadata.PersistenceId
            && (isAnyNumber || entry.SequenceNr == metadata.SequenceNr)
            && (isAnyTime || entry.Timestamp == metadata.Timestamp.Ticks));
        if (found >= 0)
            Snapshots.RemoveAt(found);
        return Task.CompletedTask;
    }

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        Snapshots.RemoveAll(entry => Fits(entry, persistenceId, criteria));
        return Task.CompletedTask;
    }

    private static bool Fits(SnapshotEntry entry, string persistenceId, SnapshotSelectionCriteria criteria) =>
        entry.PersistenceId == persistenceId
        && (criteria.MaxSequenceNr <= 0 || entry.SequenceNr <= criteria.MaxSequenceNr)
        && (criteria.MaxTimeStamp == DateTime.MinValue || entry.Timestamp <= criteria.MaxTimeStamp.Ticks);
}

/// <summary>A snapshot in memory.</summary>
public class SnapshotEntry
{
    public string Id { get; set; }

    public string PersistenceId { get; set; }

    public long SequenceNr { get; set; }

    /// <summary>Ticks (UTC).</summary>
    public long Timestamp { get; set; }

    public object Snapshot { get; set; }
}
