using Canton.Ha.Actors.Locking;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking;

public class LockIdSpec
{
    [Theory]
    [InlineData("canton", 763839488, 763839489, 763839490, 763839524, 763839526)]
    [InlineData("participant1", 856400896, 856400897, 856400898, 856400932, 856400934)]
    [InlineData("postgres", 975528960, 975528961, 975528962, 975528996, 975528998)]
    [InlineData("test", 861065216, 861065217, 861065218, 861065252, 861065254)]
    [InlineData("", 591660544, 591660545, 591660546, 591660580, 591660582)]
    [InlineData("foo", 537528320, 537528321, 537528322, 537528356, 537528358)]
    public void Is_what_the_reference_computes(string scope, int c1, int c2, int c3, int c37, int c39)
    {
        int[] counters = [1, 2, 3, 37, 39];

        counters.Select(counter => LockId.For(counter, scope)).Should().Equal(c1, c2, c3, c37, c39);
    }

    [Fact]
    public void Hashes_the_UTF_8_bytes_of_the_scope() => LockId.For(LockCounter.Main, "Zürich-参加者-🏦").Should().Be(597944832);

    [Fact]
    public void Stays_within_thirty_bits_for_every_scope_and_counter() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Scopes(), Counters(), (scope, counter) => LockId.For(counter, scope) is >= 1 << 29 and < 1 << 30));

    [Fact]
    public void Differs_by_counter_in_one_scope() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Scopes(), scope =>
            Enumerable.Range(1, LockId.CounterMax).Select(counter => LockId.For(counter, scope)).Distinct().Count() == LockId.CounterMax));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(257)]
    public void Refuses_a_counter_there_is_no_room_for(int counter)
    {
        var id = () => LockId.For(counter, "canton");

        id.Should().Throw<ArgumentOutOfRangeException>();
    }

    private static Arbitrary<string> Scopes() => ArbMap.Default.ArbFor<UnicodeString>().Convert(text => text.Get, UnicodeString.NewUnicodeString);

    private static Arbitrary<int> Counters() => Gen.Choose(1, LockId.CounterMax).ToArbitrary();
}
