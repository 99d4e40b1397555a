using System.Diagnostics;

namespace Canton.Ha.Actors.Benchmarks.Sequencing;

/// <summary>What messages cost in processor time, which other load on the machine does not change much.</summary>
internal sealed class ProcessorTime(int node)
{
    private TimeSpan _node = Of(node);
    private TimeSpan _members = Of(Environment.ProcessId);

    /// <summary>Per message, since the last time this was asked.</summary>
    public string Since(long messages)
    {
        var (nodeBefore, membersBefore) = (_node, _members);
        (_node, _members) = (Of(node), Of(Environment.ProcessId));
        return $"processor time per message: node {Each(_node - nodeBefore)}, members {Each(_members - membersBefore)}";

        string Each(TimeSpan time) => $"{time.TotalMicroseconds / messages:0.0} µs";
    }

    private static TimeSpan Of(int process)
    {
        using var running = Process.GetProcessById(process);
        return running.TotalProcessorTime;
    }
}
