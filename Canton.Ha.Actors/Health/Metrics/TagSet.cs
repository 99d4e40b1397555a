using System.Collections.Immutable;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>The tags of one measurement, as a key. Few are compared without allocating anything.</summary>
internal readonly struct TagSet : IEquatable<TagSet>
{
    /// <summary>Most tags of an instrument; more are left out.</summary>
    private const int Most = 4;

    private readonly KeyValuePair<string, object?> _first;
    private readonly KeyValuePair<string, object?> _second;
    private readonly KeyValuePair<string, object?> _third;
    private readonly KeyValuePair<string, object?> _fourth;
    private readonly int _count;

    public TagSet(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _count = Math.Min(tags.Length, Most);
        _first = _count > 0 ? tags[0] : default;
        _second = _count > 1 ? tags[1] : default;
        _third = _count > 2 ? tags[2] : default;
        _fourth = _count > 3 ? tags[3] : default;
    }

    /// <summary>The tags as texts.</summary>
    public ImmutableArray<KeyValuePair<string, string>> ToTexts()
    {
        ReadOnlySpan<KeyValuePair<string, object?>> all = [_first, _second, _third, _fourth];
        var texts = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>(_count);
        foreach (var (name, value) in all[.._count])
            texts.Add(new(name, $"{value}"));
        return texts.MoveToImmutable();
    }

    public bool Equals(TagSet other) =>
        _count == other._count && Same(_first, other._first) && Same(_second, other._second) && Same(_third, other._third) && Same(_fourth, other._fourth);

    public override bool Equals(object? obj) => obj is TagSet other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_count, _first.Value, _second.Value, _third.Value, _fourth.Value);

    private static bool Same(KeyValuePair<string, object?> a, KeyValuePair<string, object?> b) => a.Key == b.Key && Equals(a.Value, b.Value);
}
