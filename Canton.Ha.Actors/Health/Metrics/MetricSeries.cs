using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>What one instrument has measured: one value for each set of tags, and not more of them than a server of metrics bears.</summary>
internal sealed class MetricSeries
{
    /// <summary>Most sets of tags; what comes with others is counted together.</summary>
    public const int Most = 1000;

    private static readonly TagSet s_overflow = new([new("overflow", "true")]);

    /// <summary>What the runtime calls counters although they go down as well.</summary>
    private static readonly HashSet<string> s_levels = ["dotnet.thread_pool.thread.count", "dotnet.thread_pool.queue.length"];

    private readonly ConcurrentDictionary<TagSet, MetricCell> _cells = new();
    private readonly Instrument _instrument;
    private readonly bool _isAdded;
    private readonly ImmutableArray<double> _bounds;

    /// <param name="instrument">What measures.</param>
    /// <param name="expected">Sets of tags that are there before anything is measured.</param>
    public MetricSeries(Instrument instrument, ImmutableArray<KeyValuePair<string, object?>[]> expected)
    {
        _instrument = instrument;
        (Kind, _isAdded) = KindOf(instrument);
        _bounds = Kind == MetricKind.Histogram ? BoundsOf(instrument) : [];
        foreach (var tags in expected)
            CellOf(new TagSet(tags));
    }

    public MetricKind Kind { get; }

    /// <summary>Notes a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => CellOf(new TagSet(tags)).Record(value, _isAdded);

    /// <summary>Forgets what is going to be asked for again: of what is gone there shall be no value.</summary>
    public void BeginObserving()
    {
        if (_instrument.IsObservable)
            _cells.Clear();
    }

    /// <summary>What there is now.</summary>
    public MetricFamily Read() => new(
        _instrument.Name, _instrument.Unit ?? "", _instrument.Description ?? "", Kind, [.. _cells.Select(cell => cell.Value.Read(cell.Key.ToTexts(), _bounds))]);

    private MetricCell CellOf(TagSet tags)
    {
        if (_cells.TryGetValue(tags, out var known))
            return known;
        return _cells.GetOrAdd(_cells.Count < Most ? tags : s_overflow, static (_, bounds) => new MetricCell(bounds), _bounds);
    }

    private static (MetricKind Kind, bool IsAdded) KindOf(Instrument instrument)
    {
        var type = instrument.GetType();
        var generic = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (generic == typeof(Histogram<>))
            return (MetricKind.Histogram, true);
        if (generic == typeof(Counter<>))
            return (MetricKind.Counter, true);
        if (generic == typeof(UpDownCounter<>))
            return (MetricKind.Gauge, true);
        return (generic == typeof(ObservableCounter<>) && !s_levels.Contains(instrument.Name) ? MetricKind.Counter : MetricKind.Gauge, false);
    }

    private static ImmutableArray<double> BoundsOf(Instrument instrument) =>
        instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } ? [.. advised] : Contracts.Monitoring.Buckets.Calls;
}
