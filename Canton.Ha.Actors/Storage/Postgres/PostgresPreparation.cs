using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Postgres;
using Npgsql;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>Migrates the schema and sees to it that the database belongs to this logical node.</summary>
internal sealed class PostgresPreparation(PostgresDatabase database, StorageOwner replica, IReadOnlyList<SchemaPart> parts) : ISessionPreparation
{
    private const string ReadIdentitySql = "select identity from canton_ha.identity";

    /// <summary>The table has room for one row, so of two that are first at once, one writes it and the other reads it.</summary>
    private const string ClaimSql = "insert into canton_ha.identity (identity) values ($1) on conflict do nothing";

    private readonly SchemaMigrator _core = new(database.Keys, Migration.BuiltIn);

    private readonly SchemaMigrator[] _parts =
        [.. parts.Select(part => new SchemaMigrator(database.Keys, $"{part.Name}_schema_version", Migration.Of(part)))];

    /// <inheritdoc/>
    public void Prepare(NpgsqlConnection connection, CancellationToken cancellation)
    {
        _core.Migrate(connection, cancellation);
        RequireOwner(connection);
        foreach (var part in _parts)
            part.Migrate(connection, cancellation);
    }

    private void RequireOwner(NpgsqlConnection connection)
    {
        var owner = Owner(connection);
        if (owner is null)
        {
            Claim(connection);
            owner = Owner(connection);
        }

        if (owner != replica)
            throw new StorageRefusedException($"The database {connection.Database} belongs to the {owner}, but this replica is configured as {replica}.");
    }

    private static StorageOwner? Owner(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(ReadIdentitySql, connection);
        return command.ExecuteScalar() is string written ? StorageOwner.Read(written) : null;
    }

    private void Claim(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(ClaimSql, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = replica.Written } } };
        command.ExecuteNonQuery();
    }
}
