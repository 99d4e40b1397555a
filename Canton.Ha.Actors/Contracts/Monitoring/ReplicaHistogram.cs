using System.Diagnostics.Metrics;

namespace Canton.Ha.Actors.Contracts.Monitoring;

/// <summary>Sorts durations of one replica into buckets.</summary>
/// <param name="histogram">Null where nobody measures.</param>
/// <param name="tags">What every measurement has.</param>
public sealed class ReplicaHistogram(Histogram<double>? histogram, ReplicaTags tags)
{
    /// <summary>Something took so long; what the clocks of two hosts make less than nothing counts as nothing.</summary>
    public void Record(TimeSpan duration) => histogram?.Record(SecondsOf(duration), tags.Replica, tags.Node);

    /// <summary>Something of a kind took so long.</summary>
    public void Record(TimeSpan duration, string tag, string value) => histogram?.Record(SecondsOf(duration), tags.Replica, tags.Node, new(tag, value));

    /// <summary>Something of a kind of a kind took so long.</summary>
    public void Record(TimeSpan duration, string tag, string value, string subtag, string subvalue) =>
        histogram?.Record(SecondsOf(duration), [tags.Replica, tags.Node, new(tag, value), new(subtag, subvalue)]);

    private static double SecondsOf(TimeSpan duration) => Math.Max(0, duration.TotalSeconds);
}
