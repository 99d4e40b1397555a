using System.Reflection;
using Canton.Ha.Actors.Locking;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Storage.Embedded;

/// <summary>Applies the numbered SQL files of the embedded store that a file has not seen yet; its <c>user_version</c> is the last one it has.</summary>
internal static class EmbeddedMigrations
{
    private const string Folder = ".Storage.Migrations.embedded.";

    /// <summary>To be called under the migration lock.</summary>
    /// <exception cref="StorageRefusedException">The file was migrated by a newer version of this program.</exception>
    public static void Apply(SqliteConnection connection)
    {
        var files = typeof(EmbeddedMigrations).Assembly.GetManifestResourceNames()
            .Where(name => name.Contains(Folder)).Order(StringComparer.Ordinal).ToList();
        var applied = AppliedTo(connection);
        if (applied > files.Count)
            throw new StorageRefusedException(
                $"The file {connection.DataSource} has schema version {applied}, but this program knows versions up to {files.Count}: use the newer program.");

        for (var version = applied + 1; version <= files.Count; version++)
            Apply(connection, version, files[version - 1]);
    }

    private static int AppliedTo(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma user_version";
        return (int)(long)command.ExecuteScalar()!;
    }

    private static void Apply(SqliteConnection connection, int version, string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var text = new StreamReader(stream);
        using var transaction = connection.BeginTransaction(deferred: false);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"{text.ReadToEnd()}\npragma user_version = {version}";
        command.ExecuteNonQuery();
        transaction.Commit();
    }
}
