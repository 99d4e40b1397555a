using System.Collections;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Compares values as a test means it: by what they say about equality, collections member by member.</summary>
public class AkkaAssertEqualityComparer<T>(bool skipTypeCheck = false, IEqualityComparer innerComparer = null) : IEqualityComparer<T>
{
    /// <summary>Whether a test takes both for equal.</summary>
    public bool Equals(T x, T y)
    {
        if (x is null || y is null)
            return x is null && y is null;
        return x switch
        {
            IEquatable<T> equatable => equatable.Equals(y),
            IComparable<T> comparable => comparable.CompareTo(y) == 0,
            IComparable comparable => comparable.CompareTo(y) == 0,
            IEnumerable members when y is IEnumerable others => AreEqual(members, others),
            _ => (skipTypeCheck || x.GetType() == y.GetType()) && object.Equals(x, y),
        };
    }

    /// <summary>Not for this comparer.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public int GetHashCode(T obj) => throw new NotSupportedException("Values that a test takes for equal may have different hash codes.");

    private bool AreEqual(IEnumerable members, IEnumerable others)
    {
        var comparer = new AkkaAssertEqualityComparer<object>();
        return members.Cast<object>().SequenceEqual(
            others.Cast<object>(),
            EqualityComparer<object>.Create((a, b) => innerComparer is null ? comparer.Equals(a, b) : innerComparer.Equals(a, b)));
    }
}
