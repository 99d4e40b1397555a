using System.Reflection;
using Canton.Ha.Actors.Locking;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Storage.Embedded;

/// <summary>Applies the numbered SQL files of the embedded store that a file has not seen yet; its <c>user_version</c> is the last one it has.</summary>
internal static class EmbeddedMigrations
{
    /// <summary>The tables that every replica needs. To be called under the migration lock.</summary>
    /// <exception cref="StorageRefusedException">The file was migrated by a newer version of this program.</exception>
    public static void Apply(SqliteConnection connection) =>
        Apply(connection, "Canton.Ha.Actors.Storage.Migrations.embedded.", "pragma user_version", version => $"pragma user_version = {version}");

    /// <summary>Those tables, and those of further parts, each of which has a table that says its version. To be called under the migration lock.</summary>
    /// <exception cref="StorageRefusedException">The file was migrated by a newer version of this program.</exception>
    public static void Apply(SqliteConnection connection, IReadOnlyList<SchemaPart> parts)
    {
        Apply(connection);
        foreach (var part in parts)
        {
            var table = $"{part.Name}_schema_version";
            Execute(connection, $"create table if not exists {table} (version integer primary key) strict");
            Apply(connection, $"{part.Folder}.embedded.", $"select coalesce(max(version), 0) from {table}", version => $"insert into {table} (version) values ({version})");
        }
    }

    private static void Apply(SqliteConnection connection, string folder, string appliedSql, Func<int, string> noteSql)
    {
        var files = typeof(EmbeddedMigrations).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var applied = AppliedTo(connection, appliedSql);
        if (applied > files.Count)
            throw new StorageRefusedException(
                $"The file {connection.DataSource} has schema version {applied}, but this program knows versions up to {files.Count}: use the newer program.");

        for (var version = applied + 1; version <= files.Count; version++)
            Apply(connection, files[version - 1], noteSql(version));
    }

    private static int AppliedTo(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (int)(long)command.ExecuteScalar()!;
    }

    private static void Apply(SqliteConnection connection, string resource, string note)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var text = new StreamReader(stream);
        using var transaction = connection.BeginTransaction(deferred: false);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"{text.ReadToEnd()};\n{note}";
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
