using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace Canton.Ha.Actors.Contracts.Monitoring;

/// <summary>
/// Makes the instruments of one replica. Every measurement has the names of the replica and of its logical node as its first tags, so that the replicas of
/// one process, and of a cluster, are told apart and belong together. Without a listener an instrument costs next to nothing.
/// </summary>
public sealed class ReplicaMeter : IDisposable
{
    /// <summary>Name of the meter, alike for all replicas.</summary>
    public const string Name = "Canton.Ha.Actors";

    /// <summary>What the name of every instrument begins with.</summary>
    public const string Prefix = "canton.ha.";

    private readonly Meter? _meter;
    private readonly ReplicaTags _tags;
    private readonly ConcurrentDictionary<string, ImmutableArray<KeyValuePair<string, object?>[]>> _expected = new(StringComparer.Ordinal);

    private ReplicaMeter(ReplicaTags tags, Meter? meter) => (_tags, _meter) = (tags, meter);

    /// <summary>For what is measured by nobody: tests, and rehearsals, which shall not count.</summary>
    public static ReplicaMeter Silent { get; } = new(new ReplicaTags("", ""), meter: null);

    /// <summary>The meter of a replica.</summary>
    /// <param name="replica">Its name.</param>
    /// <param name="node">Name of the logical node, alike for all its replicas.</param>
    public static ReplicaMeter Of(string replica, string node) => new(new ReplicaTags(replica, node), new Meter(Name, NodeVersion.Current));

    /// <summary>Whether an instrument is one of this meter's.</summary>
    public bool Made(Instrument instrument) => ReferenceEquals(instrument.Meter, _meter);

    /// <summary>The sets of tags under which something of one of its instruments is shown before it is measured.</summary>
    public ImmutableArray<KeyValuePair<string, object?>[]> ExpectedOf(Instrument instrument) => _expected.GetValueOrDefault(instrument.Name, []);

    /// <summary>Counts what happens.</summary>
    /// <param name="name">Name after <see cref="Prefix"/>.</param>
    /// <param name="unit">As in UCUM.</param>
    /// <param name="description">One sentence.</param>
    public ReplicaCounter Counter(string name, string unit, string description) =>
        new(_meter?.CreateCounter<long>(Prefix + name, unit, description), _tags);

    /// <summary>Counts what comes and goes.</summary>
    /// <param name="name">Name after <see cref="Prefix"/>.</param>
    /// <param name="unit">As in UCUM.</param>
    /// <param name="description">One sentence.</param>
    public ReplicaLevel Level(string name, string unit, string description) =>
        new(_meter?.CreateUpDownCounter<long>(Prefix + name, unit, description), _tags);

    /// <summary>Sorts durations into buckets.</summary>
    /// <param name="name">Name after <see cref="Prefix"/>.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="buckets">Upper bounds in seconds, ascending; see <see cref="Buckets"/>.</param>
    /// <param name="expected">Sets of tags that are shown from the beginning, with nothing in their buckets, so that the first duration of each can be seen as a growth.</param>
    public ReplicaHistogram Durations(string name, string description, ImmutableArray<double> buckets, IEnumerable<KeyValuePair<string, object?>[]>? expected = null)
    {
        if (_meter is not null && expected is not null)
            _expected[Prefix + name] = [.. expected.Select(set => (KeyValuePair<string, object?>[])[_tags.Replica, _tags.Node, .. set])];
        return new ReplicaHistogram(
            _meter?.CreateHistogram(Prefix + name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets }), _tags);
    }

    /// <summary>Shows a number whenever somebody looks.</summary>
    /// <param name="name">Name after <see cref="Prefix"/>.</param>
    /// <param name="unit">As in UCUM.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="read">The number; null while there is none. Called by any thread, and must not wait.</param>
    public void Gauge(string name, string unit, string description, Func<double?> read) =>
        _meter?.CreateObservableGauge(Prefix + name, () => read() is { } value ? [new Measurement<double>(value, _tags.Replica, _tags.Node)] : Array.Empty<Measurement<double>>(), unit, description);

    /// <summary>Shows numbers whenever somebody looks.</summary>
    /// <param name="name">Name after <see cref="Prefix"/>.</param>
    /// <param name="unit">As in UCUM.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="tag">What tells the numbers apart.</param>
    /// <param name="read">The numbers, by the value of the tag. Called by any thread, and must not wait.</param>
    public void Gauges(string name, string unit, string description, string tag, Func<IEnumerable<(string Of, double Value)>> read) =>
        _meter?.CreateObservableGauge(
            Prefix + name,
            () => read().Select(each => new Measurement<double>(each.Value, _tags.Replica, _tags.Node, new(tag, each.Of))),
            unit, description);

    /// <summary>Its instruments measure nothing more.</summary>
    public void Dispose() => _meter?.Dispose();
}
