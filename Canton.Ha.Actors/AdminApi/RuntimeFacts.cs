using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>What the runtime of this process says about itself.</summary>
internal static class RuntimeFacts
{
    public static string Describe(TimeSpan uptime)
    {
        using var process = Process.GetCurrentProcess();
        var memory = GC.GetGCMemoryInfo();
        var pauses = GC.GetTotalPauseDuration();
        return string.Create(CultureInfo.InvariantCulture, $"""
            time:                 {UtcTime.Text(TimeProvider.System.GetUtcNow())}
            version:              {NodeVersion.Current}
            runtime:              {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}
            uptime:               {uptime}
            process:              {Environment.ProcessId}, {Environment.ProcessorCount} processors, {process.TotalProcessorTime} processor time used
            memory:               {process.WorkingSet64 >> 20} MB resident, {GC.GetTotalMemory(forceFullCollection: false) >> 20} MB managed, limit {memory.TotalAvailableMemoryBytes >> 20} MB
            garbage collection:   {(GCSettings.IsServerGC ? "server" : "workstation")}, {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)} collections, {pauses.TotalMilliseconds:F0} ms paused ({memory.PauseTimePercentage} %)
            threads:              {process.Threads.Count}, of which {ThreadPool.ThreadCount} in the pool, with {ThreadPool.PendingWorkItemCount} pending and {ThreadPool.CompletedWorkItemCount} done

            """);
    }
}
