using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Postgres;
using Npgsql;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>Migrates the schema and sees to it that the database belongs to this logical participant.</summary>
internal sealed class PostgresPreparation(PostgresDatabase database, string identity, IReadOnlyList<Migration> migrations) : ISessionPreparation
{
    private const string ReadIdentitySql = "select identity from canton_ha.identity";

    /// <summary>The table has room for one row, so of two that are first at once, one writes it and the other reads it.</summary>
    private const string ClaimSql = "insert into canton_ha.identity (identity) values ($1) on conflict do nothing";

    private readonly SchemaMigrator _migrator = new(database.Keys, migrations);

    /// <summary>With the migrations this binary was built with.</summary>
    public PostgresPreparation(PostgresDatabase database, string identity)
        : this(database, identity, Migration.BuiltIn)
    {
    }

    /// <inheritdoc/>
    public void Prepare(NpgsqlConnection connection, CancellationToken cancellation)
    {
        _migrator.Migrate(connection, cancellation);
        var owner = Owner(connection);
        if (owner is null)
        {
            Claim(connection);
            owner = Owner(connection);
        }

        if (owner != identity)
            throw new StorageRefusedException(
                $"The database {connection.Database} belongs to the participant \"{owner}\", but this replica is configured as \"{identity}\".");
    }

    private static string? Owner(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(ReadIdentitySql, connection);
        return (string?)command.ExecuteScalar();
    }

    private void Claim(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(ClaimSql, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = identity } } };
        command.ExecuteNonQuery();
    }
}
