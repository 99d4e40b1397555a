using System.Collections;
using System.Collections.Immutable;

namespace Canton.Ha.Actors.Ledger;

/// <summary>Parties without repetition, in ordinal order.</summary>
public sealed class PartySet : IReadOnlyList<string>, IEquatable<PartySet>
{
    /// <summary>Nobody.</summary>
    public static readonly PartySet Empty = new([]);

    private readonly ImmutableArray<string> _parties;

    private PartySet(ImmutableArray<string> parties) => _parties = parties;

    /// <inheritdoc/>
    public int Count => _parties.Length;

    /// <summary>True for nobody.</summary>
    public bool IsEmpty => _parties.IsEmpty;

    /// <inheritdoc/>
    public string this[int index] => _parties[index];

    /// <summary>These parties, in whatever order and however often.</summary>
    public static PartySet Of(params IEnumerable<string> parties)
    {
        var all = parties.ToArray();
        if (all.Length == 0)
            return Empty;

        Array.Sort(all, StringComparer.Ordinal);
        return new PartySet([.. all.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>True if <paramref name="party"/> is one of them.</summary>
    public bool Contains(string party) => _parties.BinarySearch(party, StringComparer.Ordinal) >= 0;

    /// <summary>True if somebody is in both.</summary>
    public bool Intersects(PartySet other) => Count <= other.Count ? _parties.Any(other.Contains) : other.Intersects(this);

    /// <summary>True if every one of them is in <paramref name="other"/>.</summary>
    public bool IsWithin(PartySet other) => Count <= other.Count && _parties.All(other.Contains);

    /// <summary>Who is in one of them.</summary>
    public PartySet Union(PartySet other) =>
        other.IsWithin(this) ? this : IsWithin(other) ? other : Of(_parties.Concat(other._parties));

    /// <summary>Who is in both.</summary>
    public PartySet Intersect(PartySet other) => Kept(other.Contains);

    /// <summary>Who is only in this one.</summary>
    public PartySet Except(PartySet other) => Kept(party => !other.Contains(party));

    /// <inheritdoc/>
    public bool Equals(PartySet? other) => other is not null && _parties.AsSpan().SequenceEqual(other._parties.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PartySet);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _parties.Aggregate(Count, static (hash, party) => HashCode.Combine(hash, string.GetHashCode(party, StringComparison.Ordinal)));

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_parties).GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _parties);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private PartySet Kept(Func<string, bool> isKept)
    {
        var kept = _parties.Where(isKept).ToImmutableArray();
        return kept.Length == Count ? this : kept.IsEmpty ? Empty : new PartySet(kept);
    }
}
