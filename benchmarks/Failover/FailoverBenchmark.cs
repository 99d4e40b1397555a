using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>Injects every fault as often as asked for and prints what it costs, as tables for docs/failover.md.</summary>
internal static class FailoverBenchmark
{
    private static readonly IReadOnlyList<Fault> Faults =
    [
        new Switchover("PostgreSQL", Site.OnPostgresAsync),
        new SwitchoverByConsole(),
        new SwitchoverByScript(),
        new Killed("PostgreSQL", Site.OnPostgresAsync),
        new Frozen("PostgreSQL", Site.OnPostgresAsync),
        new FrozenInTransaction(),
        new CutOff(),
        new DatabaseRestarted(),
        new Switchover("embedded", Site.OnEmbeddedAsync),
        new Killed("embedded", Site.OnEmbeddedAsync),
    ];

    private static readonly IReadOnlyList<Fault> BalancedFaults =
    [
        new Switchover("PostgreSQL", Site.BalancedAsync),
        new Killed("PostgreSQL", Site.BalancedAsync),
        new Frozen("PostgreSQL", Site.BalancedAsync),
    ];

    /// <summary>No round begins later than this after the start; the table says how many there were.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(13);

    private static readonly long Started = TimeProvider.System.GetTimestamp();

    private static TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(Started);

    public static async Task RunAsync(BenchmarkOptions options, TextWriter output)
    {
        output.WriteLine(await Machine.DescribeAsync());
        if (options.StartUp.Length > 0)
        {
            await StartUp.MeasureAsync(options.StartUp, options.Rounds, output);
            return;
        }

        var rows = new List<string>();
        foreach (var fault in (options.IsBalanced ? BalancedFaults : Faults).Where(fault => options.Wants(fault.Name)))
        {
            var rounds = await MeasureAsync(fault, options, output);
            Add(fault.Name, new Gaps(rounds.Select(round => round.Gap)), fault.Goal(TimeSpan.Zero));
            if (options.IsBalanced)
                Add($"{fault.Name}, for a client of HAProxy", new Gaps(rounds.Select(round => round.Wait)), fault.Goal(Haproxy.CheckInterval));
        }

        output.WriteLine("\n| fault | n | p50 ms | p99 ms | max ms | goal p50 / p99 ms |\n|---|---|---|---|---|---|");
        rows.ForEach(output.WriteLine);
        if (options.Idle > TimeSpan.Zero)
            await IdleCosts.MeasureAsync(options.Idle, output);
        output.WriteLine($"\nTook {Elapsed.TotalMinutes:F1} minutes.");

        void Add(string name, Gaps gaps, string goal)
        {
            output.WriteLine($"{name}: {gaps}");
            rows.Add($"| {name} | {gaps.Count} | {gaps.Percentile(50).TotalMilliseconds:0} | {gaps.Percentile(99).TotalMilliseconds:0} | {gaps.Longest.TotalMilliseconds:0} | {goal} |");
        }
    }

    private static async Task<IReadOnlyList<Round>> MeasureAsync(Fault fault, BenchmarkOptions options, TextWriter output)
    {
        await using var site = await fault.BuildAsync();
        var rounds = new List<Round>();
        try
        {
            while (rounds.Count < options.Rounds && (rounds.Count == 0 || Elapsed < Longest))
                rounds.Add(await RoundAsync(fault, site));
            if (options.ShowsLogs)
                output.WriteLine(site.Logs);
            return rounds;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{fault.Name}, round {rounds.Count + 1}: {e.Message}\n{site.Logs}", e);
        }
    }

    private static async Task<Round> RoundAsync(Fault fault, Site site)
    {
        var active = await site.Replicas.HealAsync();
        await Eventually.PassesAsync(Calm());
        if (site.Balancer is not null)
            return await BalancedRoundAsync(fault, site, active, site.Balancer);

        var since = await fault.InjectAsync(site, active);
        var gap = await Watch.FirstActiveAsync(fault.Candidates(site, active), since);
        await fault.UndoAsync(site, active);
        return new Round(gap, gap);
    }

    /// <summary>A client calls all the time, and has its answers from the next active replica in the end.</summary>
    private static async Task<Round> BalancedRoundAsync(Fault fault, Site site, NodeProcess active, Haproxy balancer)
    {
        await balancer.LeadsToAsync(active.Name);
        await using var caller = Caller.Start(balancer.Ledger);
        await caller.AnsweredAsync();
        var since = await fault.InjectAsync(site, active);
        var gap = await Watch.FirstActiveAsync(fault.Candidates(site, active), since);
        await balancer.LeadsToAsync((await site.Replicas.SuccessorAsync(active, Bounds.Takeover)).Name);
        await caller.AnsweredAsync();
        await fault.UndoAsync(site, active);
        return new Round(gap, caller.LongestSilence);
    }

    /// <summary>A replica that becomes ready wakes the others, after which all of them try in step; a fault comes at any time.</summary>
    private static TimeSpan Calm() => TimeSpan.FromMilliseconds(500 + Random.Shared.Next(1000));

    /// <summary>What one fault cost.</summary>
    /// <param name="Gap">Until another replica said that it is active.</param>
    /// <param name="Wait">As long did a client wait; the same where it turns to the replicas.</param>
    private sealed record Round(TimeSpan Gap, TimeSpan Wait);
}
