using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Memory;
using Canton.Ha.Actors.Storage.Embedded;

namespace Canton.Ha.Actors.Storage.Memory;

/// <summary>The storage of the only replica of a node that keeps nothing.</summary>
public static class MemoryStorage
{
    /// <summary>Creates the database, which lives as long as the process.</summary>
    /// <param name="replica">The one replica.</param>
    /// <param name="addresses">Where its servers can be reached.</param>
    /// <param name="parts">Tables beside those that every replica needs.</param>
    public static ReplicaStorage For(NodeSettings replica, Func<ReplicaAddresses> addresses, IReadOnlyList<SchemaPart> parts)
    {
        var store = new MemoryStore(replica.Name, addresses, connection => EmbeddedMigrations.Apply(connection, parts));
        var sessions = new MemorySessions(store);
        var policies = new SqliteFailoverPolicies(_ => Task.FromResult(store.OpenConnection()), wake: () => { });
        return new ReplicaStorage(sessions, sessions, new MemoryWritePools(store), new MemoryTermHistory(store), policies, new SqliteReads(store.OpenConnection));
    }
}
