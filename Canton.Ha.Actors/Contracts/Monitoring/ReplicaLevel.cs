using System.Diagnostics.Metrics;

namespace Canton.Ha.Actors.Contracts.Monitoring;

/// <summary>Counts what comes and goes in one replica.</summary>
/// <param name="level">Null where nobody measures.</param>
/// <param name="tags">What every measurement has.</param>
public sealed class ReplicaLevel(UpDownCounter<long>? level, ReplicaTags tags)
{
    /// <summary>So many more of a kind, or fewer.</summary>
    public void Add(long count, string tag, string value) => level?.Add(count, tags.Replica, tags.Node, new(tag, value));
}
