using Canton.Ha.Actors.Ledger;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class PartySetSpec
{
    [Fact]
    public void Is_a_set() => Prop.ForAll(Sets().Two().ToArbitrary(), pair =>
    {
        var (one, other) = pair;
        var (first, second) = (PartySet.Of(one), PartySet.Of(other));

        first.Union(second).Should().Equal(one.Union(other).Order(StringComparer.Ordinal));
        first.Intersect(second).Should().Equal(one.Intersect(other).Order(StringComparer.Ordinal));
        first.Except(second).Should().Equal(one.Except(other).Order(StringComparer.Ordinal));
        first.Intersects(second).Should().Be(one.Intersect(other).Any());
        first.IsWithin(second).Should().Be(!one.Except(other).Any());
        first.Equals(second).Should().Be(one.ToHashSet().SetEquals(other));
        (first.Equals(second) && first.GetHashCode() != second.GetHashCode()).Should().BeFalse();
    }).QuickCheckThrowOnFailure();

    private static Gen<string[]> Sets() => Gen.Elements("a", "B", "aa", "é", "b").ArrayOf();
}
