using Canton.Ha.Actors.Failover;
using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Admin.V1;

namespace Canton.Ha.Actors.Watch;

/// <summary>What subscribers of state changes cost a node: processor time while nothing happens, and delay of a hand-over while much does.</summary>
internal static class WatchBenchmark
{
    private const int Many = 1000;
    private const int Rounds = 10;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(TimeSpan idle, TextWriter output)
    {
        output.WriteLine(await Machine.DescribeAsync());
        await using var folder = new TemporaryFolder();
        await using var replicas = new ReplicaSet(ReplicaSet.Embedded(Path.Combine(folder.Path, "participant.db")), "participant1", "participant2");
        var active = await replicas.StartAsync();
        await MeasureIdleAsync(replicas, active, idle, output);
        await MeasureHandoversAsync(replicas, output);
    }

    private static async Task MeasureIdleAsync(ReplicaSet replicas, NodeProcess active, TimeSpan idle, TextWriter output)
    {
        await Eventually.PassesAsync(Settling);
        var without = await ShareAsync(active, idle);
        await using var subscribers = await Subscribers.OpenAsync(replicas.AdminOf(active.Name), Many);
        await Eventually.PassesAsync(Settling);
        var with = await ShareAsync(active, idle);

        output.WriteLine($"An idle active replica, for {idle.TotalSeconds:0} s each:\n\n| subscribers | processor, % of a core | resident MB |\n|---|---|---|");
        output.WriteLine($"| 0 | {without.Share:F2} | {without.Megabytes:F0} |");
        output.WriteLine($"| {Many} | {with.Share:F2} | {with.Megabytes:F0} |");
        output.WriteLine($"\nRatio {with.Share / without.Share:F2}; the subscribers cost {with.Share - without.Share:F2} % of a core (goal: under 2 %).\n");
    }

    /// <summary>The replica that hands over is the one that is watched.</summary>
    private static async Task MeasureHandoversAsync(ReplicaSet replicas, TextWriter output)
    {
        output.WriteLine("Hand-overs of the watched replica, ms, median and worst:\n\n| subscribers | gap | first subscriber knows | last subscriber knows |\n|---|---|---|---|");
        foreach (var count in new[] { 1, Many })
        {
            var rounds = new List<(TimeSpan Gap, TimeSpan First, TimeSpan Last)>();
            for (var round = 0; round < Rounds; round++)
                rounds.Add(await HandOverAsync(replicas, count));
            output.WriteLine($"| {count} | {Spread(rounds.Select(r => r.Gap))} | {Spread(rounds.Select(r => r.First))} | {Spread(rounds.Select(r => r.Last))} |");
        }
    }

    private static async Task<(TimeSpan Gap, TimeSpan First, TimeSpan Last)> HandOverAsync(ReplicaSet replicas, int count)
    {
        var active = await replicas.HealAsync();
        await using var subscribers = await Subscribers.OpenAsync(replicas.AdminOf(active.Name), count);
        using var client = AdminClient.Of(replicas, active);
        await client.StatusAsync();
        var known = subscribers.NextRoleAsync(Role.Demoting);
        var answer = await client.Replication.SetPassiveAsync(new SetPassiveRequest { Why = "benchmark" });
        var (first, last) = await known;
        return (answer.Gap.ToTimeSpan(), first, last);
    }

    private static async Task<(double Share, double Megabytes)> ShareAsync(NodeProcess node, TimeSpan length)
    {
        var before = ProcessCost.Of(node.Pid);
        await Eventually.PassesAsync(length);
        var after = ProcessCost.Of(node.Pid);
        return ((after.Processor - before.Processor) / length * 100, after.ResidentBytes / 1e6);
    }

    private static string Spread(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().Select(time => time.TotalMilliseconds).ToList();
        return $"{sorted[sorted.Count / 2]:F0} / {sorted[^1]:F0}";
    }
}
