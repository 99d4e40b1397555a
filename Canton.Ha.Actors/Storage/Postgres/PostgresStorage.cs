using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Locking.Postgres;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>The storage of one replica on a PostgreSQL database.</summary>
internal static class PostgresStorage
{
    /// <summary>Opens nothing yet: the schema is created by the first session that finds none.</summary>
    public static ReplicaStorage For(StorageSettings.Postgres settings, ParticipantSettings replica, bool hasStatementFence)
    {
        var database = new PostgresDatabase(replica.Name, settings, replica.Replication.Connection);
        var preparation = new PostgresPreparation(database, replica.Identity);
        var address = replica.Health is { } health ? $"{health.Address}:{health.Port}" : "";
        return new ReplicaStorage(
            new PostgresLockSessions(database, preparation),
            new PostgresPresenceSessions(database, preparation, address),
            new PostgresWritePools(database, replica.Replication.RampDownTimeout, TimeProvider.System, hasStatementFence),
            new PostgresTermHistory(new PostgresReads(database)));
    }
}
