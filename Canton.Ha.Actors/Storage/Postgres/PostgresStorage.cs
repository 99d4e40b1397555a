using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Postgres;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>The storage of one replica on a PostgreSQL database.</summary>
internal static class PostgresStorage
{
    /// <summary>Opens nothing yet: the schema is created by the first session that finds none.</summary>
    /// <param name="settings">Where the database is.</param>
    /// <param name="replica">Whose view this is.</param>
    /// <param name="addresses">Where its servers can be reached; asked for with each presence session.</param>
    /// <param name="parts">Tables beside those that every replica needs.</param>
    /// <param name="hasStatementFence">Whether every write batch begins with the statement that refuses an older term.</param>
    public static ReplicaStorage For(StorageSettings.Postgres settings, NodeSettings replica, Func<ReplicaAddresses> addresses, IReadOnlyList<SchemaPart> parts, bool hasStatementFence)
    {
        var database = new PostgresDatabase(replica.Name, settings, replica.Replication.Connection) { Keys = LockKeys.Of(settings.Database, replica.Kind) };
        var preparation = new PostgresPreparation(database, replica.Owner, parts);
        var reads = new PostgresReads(database, TimeProvider.System);
        return new ReplicaStorage(
            new PostgresLockSessions(database, preparation),
            new PostgresPresenceSessions(database, preparation, addresses),
            new PostgresWritePools(database, replica.Replication.RampDownTimeout, TimeProvider.System, hasStatementFence),
            new PostgresTermHistory(reads),
            new PostgresFailoverPolicies(reads),
            reads);
    }
}
