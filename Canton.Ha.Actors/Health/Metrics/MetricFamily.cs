using System.Collections.Immutable;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>All that is known of one metric at one moment.</summary>
/// <param name="Name">As instruments have it, with dots.</param>
/// <param name="Unit">As in UCUM; may be empty.</param>
/// <param name="Description">What it is.</param>
/// <param name="Kind">What kind it is of.</param>
/// <param name="Points">One for each set of tags.</param>
internal sealed record MetricFamily(string Name, string Unit, string Description, MetricKind Kind, ImmutableArray<MetricPoint> Points);

/// <summary>One value of a metric.</summary>
/// <param name="Tags">What tells it from the others.</param>
/// <param name="Value">The number; the sum of all values where they are sorted into buckets.</param>
internal sealed record MetricPoint(ImmutableArray<KeyValuePair<string, string>> Tags, double Value)
{
    /// <summary>The buckets; default where there are none.</summary>
    public ImmutableArray<MetricBucket> Buckets { get; init; }
}

/// <summary>A bucket.</summary>
/// <param name="UpTo">The largest value that belongs into it.</param>
/// <param name="Count">How many values there are up to that, those of smaller buckets included.</param>
internal sealed record MetricBucket(double UpTo, long Count);
