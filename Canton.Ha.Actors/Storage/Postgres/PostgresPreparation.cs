using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Postgres;
using Npgsql;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>Migrates the schema and sees to it that the database belongs to this logical participant.</summary>
internal sealed class PostgresPreparation(PostgresDatabase database, string identity, IReadOnlyList<SchemaPart> parts) : ISessionPreparation
{
    private const string ReadIdentitySql = "select identity from canton_ha.identity";

    /// <summary>The table has room for one row, so of two that are first at once, one writes it and the other reads it.</summary>
    private const string ClaimSql = "insert into canton_ha.identity (identity) values ($1) on conflict do nothing";

    private readonly SchemaMigrator[] _migrators =
    [
        new(database.Keys, Migration.BuiltIn),
        .. parts.Select(part => new SchemaMigrator(database.Keys, $"{part.Name}_schema_version", Migration.Of(part))),
    ];

    /// <summary>With the tables of the core alone.</summary>
    public PostgresPreparation(PostgresDatabase database, string identity)
        : this(database, identity, [])
    {
    }

    /// <inheritdoc/>
    public void Prepare(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var migrator in _migrators)
            migrator.Migrate(connection, cancellation);
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
