using System.Diagnostics.Metrics;

namespace Canton.Ha.Actors.Contracts.Monitoring;

/// <summary>Counts what happens in one replica.</summary>
/// <param name="counter">Null where nobody measures.</param>
/// <param name="tags">What every measurement has.</param>
public sealed class ReplicaCounter(Counter<long>? counter, ReplicaTags tags)
{
    /// <summary>So many more.</summary>
    public void Add(long count) => counter?.Add(count, tags.Replica, tags.Node);

    /// <summary>So many more of a kind.</summary>
    public void Add(long count, string tag, string value) => counter?.Add(count, tags.Replica, tags.Node, new(tag, value));

    /// <summary>So many more of a kind of a kind.</summary>
    public void Add(long count, string tag, string value, string subtag, string subvalue) => counter?.Add(count, [tags.Replica, tags.Node, new(tag, value), new(subtag, subvalue)]);
}
