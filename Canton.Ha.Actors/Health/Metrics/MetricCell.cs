using System.Collections.Immutable;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>One value of an instrument, which many threads may change.</summary>
/// <param name="bounds">Of its buckets, ascending; empty where it has none.</param>
internal sealed class MetricCell(ImmutableArray<double> bounds)
{
    private readonly Lock _guard = new();
    private readonly long[] _counts = bounds.IsEmpty ? [] : new long[bounds.Length + 1];
    private double _value;

    /// <summary>Takes a measurement.</summary>
    /// <param name="value">The number.</param>
    /// <param name="isAdded">It is added to what there is, and does not take its place.</param>
    public void Record(double value, bool isAdded)
    {
        lock (_guard)
        {
            _value = isAdded ? _value + value : value;
            if (_counts.Length > 0)
                _counts[PlaceOf(value)]++;
        }
    }

    /// <summary>What there is.</summary>
    public MetricPoint Read(ImmutableArray<KeyValuePair<string, string>> tags, ImmutableArray<double> upTo)
    {
        lock (_guard)
            return new MetricPoint(tags, _value) { Buckets = _counts.Length == 0 ? default : Cumulated(upTo) };
    }

    private ImmutableArray<MetricBucket> Cumulated(ImmutableArray<double> upTo)
    {
        var buckets = ImmutableArray.CreateBuilder<MetricBucket>(_counts.Length);
        var count = 0L;
        for (var i = 0; i < _counts.Length; i++)
            buckets.Add(new MetricBucket(i < upTo.Length ? upTo[i] : double.PositiveInfinity, count += _counts[i]));
        return buckets.MoveToImmutable();
    }

    /// <summary>The first bucket whose bound is not below the value; the last one has none.</summary>
    private int PlaceOf(double value)
    {
        var place = 0;
        while (place < bounds.Length && value > bounds[place])
            place++;
        return place;
    }
}
