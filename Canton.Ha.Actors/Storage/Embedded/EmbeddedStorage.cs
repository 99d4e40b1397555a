using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Embedded;

namespace Canton.Ha.Actors.Storage.Embedded;

/// <summary>The storage of one replica on a SQLite file.</summary>
public static class EmbeddedStorage
{
    /// <summary>Opens nothing yet: the file and what stands beside it are created by the first session.</summary>
    /// <param name="settings">Where the file is.</param>
    /// <param name="replica">Whose view this is.</param>
    /// <param name="addresses">Where its servers can be reached; asked for with each presence session.</param>
    /// <param name="parts">Tables beside those that every replica needs.</param>
    /// <param name="time">The clock of waits and of session ids.</param>
    public static ReplicaStorage For(StorageSettings.Embedded settings, NodeSettings replica, Func<ReplicaAddresses> addresses, IReadOnlyList<SchemaPart> parts, TimeProvider time)
    {
        var store = new EmbeddedStore(settings, replica, addresses, connection => EmbeddedMigrations.Apply(connection, parts), time);
        return new ReplicaStorage(
            new EmbeddedLockSessions(store),
            new EmbeddedPresenceSessions(store, replica.Replication.Connection.ConnectionTimeout),
            new EmbeddedWritePools(store, settings.WriteConnections),
            new EmbeddedTermHistory(store),
            new SqliteFailoverPolicies(store.OpenPreparedAsync, store.Wake),
            new SqliteReads(store.OpenConnection));
    }
}
