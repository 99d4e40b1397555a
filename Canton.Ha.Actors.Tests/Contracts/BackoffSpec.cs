using Canton.Ha.Actors.Contracts;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Contracts;

public class BackoffSpec
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(0, 500)]
    [InlineData(1, 1000)]
    [InlineData(4, 8000)]
    [InlineData(5, 10000)]
    [InlineData(int.MaxValue, 10000)]
    public void A_pause_doubles_up_to_the_longest_and_a_fifth_may_be_added(int failuresBefore, int millis)
    {
        var pauses = Enumerable.Range(0, 200).Select(_ => Backoff.Doubling(s_first, s_longest, failuresBefore)).ToList();

        pauses.Should().OnlyContain(pause => pause >= TimeSpan.FromMilliseconds(millis) && pause <= TimeSpan.FromMilliseconds(millis) * 1.2);
        pauses.Distinct().Should().HaveCountGreaterThan(100, "those who failed together must not try again together");
    }
}
