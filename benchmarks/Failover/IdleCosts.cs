using System.Text.RegularExpressions;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>What replicas cost when nothing happens: processor, memory, and statements on the database.</summary>
internal static class IdleCosts
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <summary>Prints one row per replica.</summary>
    public static async Task MeasureAsync(TimeSpan length, TextWriter output)
    {
        await using var site = await Site.OnPostgresAsync();
        var active = await site.Replicas.HealAsync();
        await Eventually.PassesAsync(Settling);
        var log = await StatementLog.StartAsync(site);
        var before = site.Replicas.Nodes.Select(node => ProcessCost.Of(node.Pid)).ToList();
        await Eventually.PassesAsync(length);
        var after = site.Replicas.Nodes.Select(node => ProcessCost.Of(node.Pid)).ToList();
        var statements = await log.ReadAsync();

        output.WriteLine($"\nIdle for {length.TotalSeconds:0} s:\n\n| replica | statements/s | processor, % of a core | resident MB | threads |\n|---|---|---|---|---|");
        foreach (var (node, (first, last)) in site.Replicas.Nodes.Zip(before.Zip(after)))
        {
            var role = node == active ? "active" : "passive";
            var rate = Regex.Count(statements, $@"canton-ha/{node.Name}/\w+ LOG:  (statement|execute)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)) / length.TotalSeconds;
            output.WriteLine($"| {role} | {rate:F1} | {(last.Processor - first.Processor) / length * 100:F2} | {last.ResidentBytes / 1e6:F0} | {last.Threads} |");
        }
    }
}
