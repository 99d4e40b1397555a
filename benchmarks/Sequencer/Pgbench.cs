using System.Globalization;
using System.Text.RegularExpressions;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Benchmarks.Sequencing;

/// <summary>What the database can do without us, from one client.</summary>
internal static partial class Pgbench
{
    /// <summary>How often a script can be run in a second.</summary>
    public static async Task<double> RunsPerSecondAsync(PostgresServer server, string database, string script, TimeSpan length)
    {
        // Not a private temporary file: pgbench runs as another user.
        var file = Path.Combine(Path.GetTempPath(), $"canton-ha-pgbench-{Guid.NewGuid():N}.sql");
        await File.WriteAllTextAsync(file, script);
        try
        {
            var report = await PostgresBinaries.RunAsync(
                "pgbench", "-n", "-c", "1", "-T", $"{(int)length.TotalSeconds}", "-f", file, "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres", database);
            return double.Parse(Tps().Match(report).Groups["tps"].Value, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"tps = (?<tps>[0-9.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tps();
}
