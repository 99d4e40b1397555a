using System.Globalization;

namespace Canton.Ha.Actors.Failover;

/// <summary>What to measure.</summary>
/// <param name="Rounds">How often each fault is injected.</param>
/// <param name="Only">Part of the names of the faults to inject; empty for all of them.</param>
/// <param name="Idle">How long idle replicas are watched.</param>
/// <param name="ShowsLogs">Whether to print what the replicas wrote.</param>
/// <param name="IsBalanced">The gap is the one that a client has which calls through HAProxy.</param>
/// <param name="StartUp">A published program whose start is measured instead of faults; empty for faults.</param>
internal sealed record BenchmarkOptions(int Rounds, string Only, TimeSpan Idle, bool ShowsLogs, bool IsBalanced, string StartUp)
{
    public const string Usage = "Options: --rounds N (default 20), --only PART-OF-A-NAME (default all), --idle-seconds N (default 30, 0 for none), --logs 1 (prints what the replicas wrote), --haproxy 1 (gaps of a client behind HAProxy), --start-up PROGRAM (measures how long a published program takes to a passive replica, and nothing else)";

    /// <summary>Null when the arguments make no sense.</summary>
    public static BenchmarkOptions? Parse(string[] arguments)
    {
        var options = new BenchmarkOptions(Rounds: 20, Only: "", Idle: TimeSpan.FromSeconds(30), ShowsLogs: false, IsBalanced: false, StartUp: "");
        foreach (var pair in arguments.Chunk(2))
            if (options is not null)
                options = pair is [var name, var value] ? options.With(name, value) : null;
        return options;
    }

    public bool Wants(string name) => name.Contains(Only, StringComparison.OrdinalIgnoreCase);

    private BenchmarkOptions? With(string name, string value) => (name, int.TryParse(value, CultureInfo.InvariantCulture, out var number)) switch
    {
        ("--rounds", true) when number > 0 => this with { Rounds = number },
        ("--idle-seconds", true) when number >= 0 => this with { Idle = TimeSpan.FromSeconds(number) },
        ("--logs", true) => this with { ShowsLogs = number > 0 },
        ("--haproxy", true) => this with { IsBalanced = number > 0 },
        ("--only", _) => this with { Only = value },
        ("--start-up", _) when File.Exists(value) => this with { StartUp = Path.GetFullPath(value) },
        _ => null,
    };
}
