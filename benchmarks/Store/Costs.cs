using System.Diagnostics;
using System.Globalization;

namespace Canton.Ha.Actors.Benchmarks.Store;

/// <summary>Time and processor time, of this process and of the database server, that rows have taken.</summary>
/// <param name="server">Process id of the server; null where the database is in this process.</param>
internal sealed class Costs(int? server)
{
    private const double TickMicros = 10_000;

    /// <summary>Fields of /proc/PID/stat after the name: parent; user and system time; and those of children that have ended.</summary>
    private const int Parent = 1;

    private const int Used = 11;

    private long _started = TimeProvider.System.GetTimestamp();
    private double _here = Here();
    private double _there = There(server);

    /// <summary>Begins anew.</summary>
    public void Restart() => (_started, _here, _there) = (TimeProvider.System.GetTimestamp(), Here(), There(server));

    /// <summary>What has passed since it began, in words.</summary>
    public string Of(long rows)
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_started);
        var there = server is null ? "" : $", server {(There(server) - _there) / rows:0.0}";
        return $"{rows / elapsed.TotalSeconds,9:N0}/s; processor time in µs per row: here {(Here() - _here) / rows:0.0}{there}";
    }

    private static double Here()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalMicroseconds;
    }

    /// <summary>All processes of the server, also those that have ended.</summary>
    private static double There(int? server)
    {
        if (server is not { } postmaster)
            return 0;

        var living = Processes().Where(fields => fields[Parent] == $"{postmaster}").Sum(fields => Ticks(fields, Used, Used + 2));
        return (living + Ticks(Fields(postmaster), Used, Used + 4)) * TickMicros;
    }

    private static IEnumerable<string[]> Processes() => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(folder => Path.Combine(folder, "stat")).Where(File.Exists).Select(Read).OfType<string[]>();

    private static string[] Fields(int process) => Read($"/proc/{process}/stat") ?? throw new InvalidOperationException($"The server {process} has ended.");

    private static long Ticks(string[] fields, int from, int to) => fields[from..to].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));

    private static string[]? Read(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
