using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>One numbered SQL file. Its first line says which binaries can work with the schema afterwards.</summary>
/// <param name="Version">Its number; the schema has the number of its newest migration.</param>
/// <param name="Name">Its file name.</param>
/// <param name="WorksWith">The oldest schema version a binary must have been built for to work with the schema after this migration.</param>
/// <param name="Sql">Its text.</param>
internal sealed partial record Migration(int Version, string Name, int WorksWith, string Sql)
{

    /// <summary>Those of the core that this binary was built with, in order.</summary>
    public static IReadOnlyList<Migration> BuiltIn { get; } = In("Canton.Ha.Actors.Storage.Migrations.postgres.");

    /// <summary>SHA-256 of the text, so that an applied file that was edited is noticed.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>Those of another part of the schema, in order.</summary>
    public static IReadOnlyList<Migration> Of(SchemaPart part) => In($"{part.Folder}.postgres.");

    /// <summary>Reads the number from the name and the first line from the text.</summary>
    /// <exception cref="FormatException">One of them is missing.</exception>
    public static Migration Parse(string name, string text)
    {
        var sql = text.ReplaceLineEndings("\n");
        return (FileName().Match(name), FirstLine().Match(sql)) is ({ Success: true } number, { Success: true } first)
            ? new Migration(int.Parse(number.Groups["number"].Value), name, int.Parse(first.Groups["version"].Value), sql)
            : throw new FormatException($"{name} is not named 0000-words.sql or does not begin with \"-- works-with: <version>\".");
    }

    private static IReadOnlyList<Migration> In(string folder) =>
    [
        .. typeof(Migration).Assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(folder, StringComparison.Ordinal))
            .Select(resource => Parse(resource[folder.Length..], Text(resource)))
            .OrderBy(migration => migration.Version),
    ];

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(Migration).Assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^(?<number>\d{4})-[a-z0-9-]+\.sql$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"\A-- works-with: (?<version>\d+)\n", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FirstLine();
}
