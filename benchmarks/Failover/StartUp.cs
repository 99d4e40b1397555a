using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>How long a program takes from its start until it is a passive replica that could take over.</summary>
internal static class StartUp
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Goal = TimeSpan.FromMilliseconds(300);

    /// <summary>Prints one row per storage.</summary>
    /// <param name="program">The published file.</param>
    /// <param name="rounds">How often it is started on each.</param>
    /// <param name="output">Where.</param>
    public static async Task MeasureAsync(string program, int rounds, TextWriter output)
    {
        output.WriteLine("| start-up to a passive replica | n | p50 ms | p99 ms | max ms | goal ms |\n|---|---|---|---|---|---|");
        await using (var server = await PostgresServer.StartAsync())
            await MeasureAsync("PostgreSQL", ReplicaSet.Postgres(await server.CreateDatabaseAsync("canton")), program, rounds, output);
        await using var folder = new TemporaryFolder();
        await MeasureAsync("embedded", ReplicaSet.Embedded(Path.Combine(folder.Path, "participant.db")), program, rounds, output);
    }

    private static async Task MeasureAsync(string name, string storage, string program, int rounds, TextWriter output)
    {
        await using var replicas = new ReplicaSet(storage, "participant1", "participant2") { Command = (_, arguments) => [program, .. arguments] };
        replicas.Start("participant1");
        await replicas.ActiveAsync(Limit);
        var times = new List<TimeSpan>();
        while (times.Count < rounds)
        {
            times.Add(await StartAsync(replicas));
            replicas["participant2"].Signal(Signals.Kill);
            await replicas["participant2"].WaitForExitAsync(Limit);
        }

        var gaps = new Gaps(times);
        output.WriteLine($"| {name} | {gaps.Count} | {gaps.Percentile(50).TotalMilliseconds:0} | {gaps.Percentile(99).TotalMilliseconds:0} | {gaps.Longest.TotalMilliseconds:0} | {Goal.TotalMilliseconds:0} |");
    }

    private static async Task<TimeSpan> StartAsync(ReplicaSet replicas)
    {
        var since = TimeProvider.System.GetTimestamp();
        var node = replicas.Start("participant2");
        using var pace = new PeriodicTimer(Period);
        while (await node.GetStatusAsync("/health/ready") != 200)
        {
            if (TimeProvider.System.GetElapsedTime(since) > Limit)
                throw new TimeoutException($"Not ready within {Limit}:\n{string.Join('\n', node.Log)}");
            await pace.WaitForNextTickAsync();
        }

        return TimeProvider.System.GetElapsedTime(since);
    }
}
