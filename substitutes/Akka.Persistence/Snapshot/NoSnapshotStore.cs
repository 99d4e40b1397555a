namespace Akka.Persistence.Snapshot;

/// <summary>Used when no snapshot store is configured: has no snapshots, and fails to save or delete any.</summary>
public sealed class NoSnapshotStore : SnapshotStore
{
    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Task.FromResult<SelectedSnapshot>(null);

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => Fail();

    protected override Task DeleteAsync(SnapshotMetadata metadata) => Fail();

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Fail();

    private static Task Fail() => Task.FromException(new NoSnapshotStoreException("No snapshot store configured."));

    /// <summary>There is no snapshot store.</summary>
    public class NoSnapshotStoreException : Exception
    {
        public NoSnapshotStoreException()
        {
        }

        public NoSnapshotStoreException(string message) : base(message)
        {
        }

        public NoSnapshotStoreException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }
}
