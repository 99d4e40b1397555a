using Akka.Configuration;
using FluentAssertions;
using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Tests;

public class TimeSpec() : Xunit2.TestKit("akka.test.timefactor = 2.0")
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Durations_are_dilated()
    {
        Dilated(TimeSpan.FromSeconds(3)).Should().Be(TimeSpan.FromSeconds(6));
        RemainingOrDilated(TimeSpan.FromSeconds(1)).Should().Be(TimeSpan.FromSeconds(2));
        RemainingOrDefault.Should().Be(TimeSpan.FromSeconds(6));
        GetTimeoutOrDefault(null).Should().Be(TimeSpan.FromSeconds(3));
        this.Invoking(t => t.Dilated(TimeSpan.FromSeconds(-1))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_block_has_what_is_left()
    {
        this.Invoking(t => t.Remaining).Should().Throw<InvalidOperationException>();
        Within(TimeSpan.FromSeconds(5), () =>
        {
            Remaining.Should().BeCloseTo(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));
            RemainingOrDefault.Should().BeGreaterThan(TimeSpan.FromSeconds(7));
        });
    }

    [Fact]
    public async Task A_block_returns_its_result_and_throws_what_it_throws()
    {
        Within(TimeSpan.FromSeconds(1), () => 5).Should().Be(5);
        (await WithinAsync(TimeSpan.FromSeconds(1), () => Task.FromResult("x"))).Should().Be("x");
        var failing = () => WithinAsync(TimeSpan.FromSeconds(1), () => throw new InvalidOperationException("inside"));
        await failing.Should().ThrowAsync<InvalidOperationException>().WithMessage("inside");
    }

    [Fact]
    public void A_block_must_not_be_too_fast() =>
        this.Invoking(t => t.Within(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), () => { }, "slowly"))
            .Should().Throw<XunitException>().WithMessage("*at least*slowly*");

    [Fact]
    public void A_block_must_not_be_too_slow() =>
        this.Invoking(t => t.Within(Short, () => { ReceiveOne(TimeSpan.FromSeconds(1)); }))
            .Should().Throw<XunitException>().WithMessage("*exceeding*");

    [Fact]
    public void An_inner_block_ends_with_the_outer_one() =>
        Within(TimeSpan.FromSeconds(1), () => Within(TimeSpan.FromSeconds(9), () => Remaining.Should().BeLessThan(TimeSpan.FromSeconds(3))));

    [Fact]
    public async Task An_assertion_is_repeated_until_it_holds()
    {
        var attempts = 0;
        await AwaitAssertAsync(() => (++attempts).Should().Be(3), TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(5));
        attempts.Should().Be(3);
        this.Invoking(t => t.AwaitAssert(() => throw new InvalidOperationException("never"), Short, TimeSpan.FromMilliseconds(5)))
            .Should().Throw<InvalidOperationException>().WithMessage("never");
    }

    [Fact]
    public async Task A_condition_is_awaited()
    {
        var looked = 0;
        AwaitCondition(() => ++looked == 3, TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(5));
        looked.Should().Be(3);
        AwaitConditionNoThrow(() => false, Short).Should().BeFalse();
        var waiting = () => AwaitConditionAsync(() => Task.FromResult(false), Short, "no luck");
        (await waiting.Should().ThrowAsync<XunitException>()).WithMessage("*Timeout*no luck*");
    }

    [Fact]
    public void A_latch_opens_at_zero()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        latch.IsOpen.Should().BeFalse();
        latch.Invoking(l => l.Ready(Short)).Should().Throw<TimeoutException>();
        latch.CountDown();
        latch.Ready();
        latch.Reset();
        latch.IsOpen.Should().BeFalse();
        latch.Open();
        latch.IsOpen.Should().BeTrue();
    }

    [Fact]
    public void A_time_factor_is_positive() =>
        FluentActions.Invoking(() => new TestKitSettings("akka.test.timefactor = 0"))
            .Should().Throw<ConfigurationException>();
}
