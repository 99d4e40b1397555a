using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Demo;

/// <summary>The demo is honest: what went wrong is found out from what the ledger tells.</summary>
public class ReckoningSpec
{
    private static readonly Strike[] s_strikes = [new("none yet", At(0)), new("participant1 killed", At(1000))];

    [Fact]
    public void A_command_that_took_effect_once_and_was_completed_once_is_neither_lost_nor_doubled() =>
        OfOne(Acknowledged, effects: 1, acceptances: 1).Should().BeEquivalentTo(new { Acknowledged = 1, Lost = 0, Doubled = 0 });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    public void An_acknowledged_command_of_which_a_stream_knows_nothing_is_lost(int effects, int acceptances) =>
        OfOne(Acknowledged, effects, acceptances).Should().BeEquivalentTo(new { Acknowledged = 1, Lost = 1, Doubled = 0 });

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    public void A_command_that_is_told_twice_is_doubled(int effects, int acceptances) =>
        OfOne(Acknowledged, effects, acceptances).Should().BeEquivalentTo(new { Acknowledged = 1, Lost = 0, Doubled = 1 });

    [Fact]
    public void A_command_that_nobody_acknowledged_may_be_unknown_but_not_doubled()
    {
        OfOne(Sent, effects: 0, acceptances: 0).Should().BeEquivalentTo(new { Acknowledged = 0, Lost = 0, Doubled = 0 });
        OfOne(Sent, effects: 1, acceptances: 1).Should().BeEquivalentTo(new { Acknowledged = 0, Lost = 0, Doubled = 0 });
        OfOne(Sent, effects: 2, acceptances: 1).Should().BeEquivalentTo(new { Acknowledged = 0, Lost = 0, Doubled = 1 });
    }

    [Fact]
    public void Each_command_counts_for_the_fault_after_which_it_was_acknowledged()
    {
        var parts = Reckoning.Of(s_strikes, [Acknowledged(1, 500), Acknowledged(2, 999), Acknowledged(3, 1500)], Account([1, 2], [1, 2, 3]));

        parts.Should().BeEquivalentTo([new { Fault = "none yet", Acknowledged = 2, Lost = 0 }, new { Fault = "participant1 killed", Acknowledged = 1, Lost = 1 }]);
        Reckoning.Sum(parts).Should().BeEquivalentTo(new { Fault = "all", Acknowledged = 3, Lost = 1, Doubled = 0 });
    }

    [Fact]
    public void The_gap_of_a_fault_is_the_longest_time_between_two_acknowledgements_of_any_clients()
    {
        var parts = Reckoning.Of(s_strikes, [Acknowledged(1, 990), Acknowledged(2, 1300), Acknowledged(3, 400), Acknowledged(4, 1310)], Account([1, 2, 3, 4], [1, 2, 3, 4]));

        parts.Select(part => Math.Round(part.Gap.TotalMilliseconds)).Should().Equal(590, 310);
        Math.Round(Reckoning.Sum(parts).Gap.TotalMilliseconds).Should().Be(590);
    }

    private static Reckoning OfOne(Func<long, int, DemoCommand> command, int effects, int acceptances) => Reckoning.Sum(
        Reckoning.Of(s_strikes, [command(1, 10)], Account(Enumerable.Repeat(1L, effects), Enumerable.Repeat(1L, acceptances))));

    private static LedgerAccount Account(IEnumerable<long> effects, IEnumerable<long> acceptances) =>
        new([.. effects.Select(DemoCommand.IdOf)], [.. acceptances.Select(DemoCommand.IdOf)]);

    private static DemoCommand Acknowledged(long number, int milliseconds) => new(number, At(0)) { AcknowledgedAt = At(milliseconds) };

    private static DemoCommand Sent(long number, int milliseconds) => new(number, At(milliseconds));

    private static long At(int milliseconds) => 1_000_000 + (TimeProvider.System.TimestampFrequency / 1000 * milliseconds);
}
