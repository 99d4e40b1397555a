namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>The kinds of metrics that Prometheus knows.</summary>
internal enum MetricKind
{
    /// <summary>It only grows.</summary>
    Counter,

    /// <summary>It goes up and down.</summary>
    Gauge,

    /// <summary>Values sorted into buckets.</summary>
    Histogram,
}
