using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Locking.Embedded;

namespace Canton.Ha.Actors.Storage.Embedded;

/// <summary>The storage of one replica on a SQLite file.</summary>
public static class EmbeddedStorage
{
    /// <summary>Opens nothing yet: the file and what stands beside it are created by the first session.</summary>
    public static ReplicaStorage For(StorageSettings.Embedded settings, ParticipantSettings replica, TimeProvider time)
    {
        var store = new EmbeddedStore(settings, replica, EmbeddedMigrations.Apply, time);
        return new ReplicaStorage(
            new EmbeddedLockSessions(store),
            new EmbeddedPresenceSessions(store, replica.Replication.Connection.ConnectionTimeout),
            new EmbeddedWritePools(store, settings.WriteConnections),
            new EmbeddedTermHistory(store));
    }
}
