using System.Runtime.InteropServices;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>Where and when a measurement was made.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync()
    {
        var lines = await File.ReadAllLinesAsync("/proc/cpuinfo");
        var model = lines.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
        var load = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        var server = (await PostgresBinaries.RunAsync("postgres", "--version")).Trim();
        return $"""
            Date: {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC
            Machine: {Environment.ProcessorCount} cores of {model}, {memory} GB, {RuntimeInformation.OSDescription}, load {load} at the start
            Software: {RuntimeInformation.FrameworkDescription}, {server}
            Replicas: {string.Join(' ', NodeCommand.Product())}
            Command: {Environment.CommandLine}

            """;
    }
}
