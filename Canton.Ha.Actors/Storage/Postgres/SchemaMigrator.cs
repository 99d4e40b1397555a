using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Postgres;
using Npgsql;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>Brings tables to the version this binary was built for. Whichever replica comes first does it; the others wait and find it done.</summary>
/// <param name="keys">The locks.</param>
/// <param name="table">Name of the table that says which migrations were applied; each set of migrations has its own.</param>
/// <param name="migrations">In the order of their numbers.</param>
internal sealed class SchemaMigrator(LockKeys keys, string table, IReadOnlyList<Migration> migrations)
{
    private const int MigrationSeconds = 300;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMilliseconds(300);

    private readonly string _existsSql = $"select to_regclass('canton_ha.{table}') is not null";

    private readonly string _appliedSql = $"select version, name, checksum, works_with from canton_ha.{table} order by version";

    private readonly string _foundSql = $"""
        create schema if not exists canton_ha;
        create table if not exists canton_ha.{table} (
            version integer primary key,
            name text not null,
            checksum text not null,
            works_with integer not null,
            applied_at timestamptz not null default clock_timestamp()
        );
        """;

    private readonly string _noteSql = $"insert into canton_ha.{table} (version, name, checksum, works_with) values ($1, $2, $3, $4)";

    /// <summary>The tables that every replica needs.</summary>
    public SchemaMigrator(LockKeys keys, IReadOnlyList<Migration> migrations)
        : this(keys, "schema_version", migrations)
    {
    }

    /// <summary>Looks first without the lock, since nearly always nothing is to be done.</summary>
    /// <exception cref="StorageRefusedException">The schema is newer than this binary can work with, or an applied file has other text now.</exception>
    public void Migrate(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (Missing(connection) is [])
            return;

        TakeLock(connection, cancellation);
        foreach (var migration in Missing(connection))
            Apply(connection, migration);
        ReleaseLock(connection);
    }

    private List<Migration> Missing(NpgsqlConnection connection)
    {
        var applied = Applied(connection);
        if (applied.Count > 0 && applied.Max(row => row.WorksWith) is var needed && needed > migrations[^1].Version)
            throw new StorageRefusedException(
                $"The database schema is at version {applied[^1].Version} and needs a binary built for version {needed} or newer; this one was built for {migrations[^1].Version}.");

        foreach (var migration in migrations)
            CheckUnchanged(migration, applied.Find(row => row.Version == migration.Version));
        return [.. migrations.Where(migration => !applied.Exists(row => row.Version == migration.Version))];
    }

    private static void CheckUnchanged(Migration migration, AppliedMigration? applied)
    {
        if (applied is not null && applied.Checksum != migration.Checksum)
            throw new StorageRefusedException(
                $"Migration {applied.Name} of the database was applied with another text (checksum {applied.Checksum}) than this binary has ({migration.Checksum}).");
    }

    private List<AppliedMigration> Applied(NpgsqlConnection connection)
    {
        var applied = new List<AppliedMigration>();
        if (Scalar(connection, _existsSql) is not true)
            return applied;

        using var command = new NpgsqlCommand(_appliedSql, connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            applied.Add(new AppliedMigration(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3)));
        return applied;
    }

    /// <summary>Tried, not waited for: a replica frozen in the queue would inherit the lock.</summary>
    private void TakeLock(NpgsqlConnection connection, CancellationToken cancellation)
    {
        for (var retry = FirstRetry; Scalar(connection, "select pg_try_advisory_lock($1)", keys.Migrations) is not true;)
        {
            if (cancellation.WaitHandle.WaitOne(Backoff.Jittered(retry)))
                cancellation.ThrowIfCancellationRequested();
            retry = TimeSpan.FromTicks(Math.Min(retry.Ticks * 2, LongestRetry.Ticks));
        }
    }

    private void ReleaseLock(NpgsqlConnection connection)
    {
        if (Scalar(connection, "select pg_advisory_unlock($1)", keys.Migrations) is not true)
            throw new UntrustedServerException("The lock around migrations was not held when they were done.");
    }

    private void Apply(NpgsqlConnection connection, Migration migration)
    {
        using var transaction = connection.BeginTransaction();
        using var found = new NpgsqlCommand(_foundSql, connection, transaction) { CommandTimeout = MigrationSeconds };
        found.ExecuteNonQuery();
        using var apply = new NpgsqlCommand(migration.Sql, connection, transaction) { CommandTimeout = MigrationSeconds };
        apply.ExecuteNonQuery();
        using var note = new NpgsqlCommand(_noteSql, connection, transaction)
        {
            CommandTimeout = MigrationSeconds,
            Parameters =
            {
                new() { Value = migration.Version }, new() { Value = migration.Name },
                new() { Value = migration.Checksum }, new() { Value = migration.WorksWith },
            },
        };
        note.ExecuteNonQuery();
        transaction.Commit();
    }

    private static object? Scalar(NpgsqlConnection connection, string sql, params ReadOnlySpan<long> parameters)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = parameter });
        return command.ExecuteScalar();
    }
}
