using System.Globalization;

namespace Canton.Ha.Actors.Failover;

/// <summary>What a process has used so far, as the kernel counts it.</summary>
/// <param name="Processor">Time on a core, in user mode and in the kernel.</param>
/// <param name="ResidentBytes">Memory in RAM.</param>
/// <param name="Threads">How many threads it has.</param>
internal sealed record ProcessCost(TimeSpan Processor, long ResidentBytes, int Threads)
{
    private const double TicksPerSecond = 100;

    public static ProcessCost Of(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = Number(fields[11]) + Number(fields[12]);
        return new ProcessCost(TimeSpan.FromSeconds(ticks / TicksPerSecond), Number(fields[21]) * Environment.SystemPageSize, (int)Number(fields[17]));
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
