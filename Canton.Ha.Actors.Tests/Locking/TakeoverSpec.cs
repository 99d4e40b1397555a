using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking;

public class TakeoverSpec
{
    private static readonly FailoverPause s_pause = new("ops", "maintenance", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private static readonly FailoverPolicy s_paused = FailoverPolicy.None with { Pause = s_pause };

    [Theory]
    [InlineData(null)]
    [InlineData("one")]
    [InlineData("two")]
    public void Without_a_policy_anybody_may_take_a_free_lock(string? lastLeader) =>
        WhyNot("two", FailoverPolicy.None, lastLeader: lastLeader).Should().BeNull();

    [Fact]
    public void While_paused_only_the_last_leader_may_take_it()
    {
        WhyNot("one", s_paused, lastLeader: "one").Should().BeNull();
        WhyNot("two", s_paused, lastLeader: "one")
            .Should().Be("only one may take over: automatic failover is paused by ops since 2026-01-02T03:04:05Z: maintenance");
    }

    [Fact]
    public void While_paused_before_the_first_term_anybody_may_take_it() => WhyNot("two", s_paused).Should().BeNull();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_nomination_lets_only_the_nominee_and_the_one_who_gave_the_lock_back_pass_also_while_paused(bool isPaused)
    {
        var policy = (isPaused ? s_paused : FailoverPolicy.None) with { Priorities = Priorities(("three", 9)) };

        WhyNot("one", policy, nominee: "two", lastLeader: "one").Should().BeNull();
        WhyNot("two", policy, nominee: "two", lastLeader: "one").Should().BeNull();
        WhyNot("three", policy, nominee: "two", lastLeader: "one").Should().Be("two is named as the successor");
    }

    [Theory]
    [InlineData("three", "two", true)]
    [InlineData("three", "one", true)]
    [InlineData("three", "four", false)]
    [InlineData("one", "four", true)]
    [InlineData("two", "four", true)]
    public void A_nomination_counts_while_the_nominee_or_the_one_who_gave_the_lock_back_is_there(string replica, string present, bool counts) =>
        Takeover.Counting(replica, nominee: "two", lastLeader: "one", [present]).Should().Be(counts ? "two" : null);

    [Theory]
    [InlineData("one", 0, null)]
    [InlineData("two", 0, "one")]
    [InlineData("two", 1, null)]
    [InlineData("three", 0, "one")]
    [InlineData("three", 1, "two")]
    [InlineData("three", 2, null)]
    [InlineData("four", 2, "three")]
    [InlineData("four", 3, null)]
    public void Each_present_replica_with_a_higher_priority_goes_first_until_it_has_had_its_time(string replica, int passedOver, string? first)
    {
        var policy = FailoverPolicy.None with { Priorities = Priorities(("one", 10), ("two", 5), ("four", -1), ("absent", 100)) };

        var withheld = Takeover.Rule(replica, policy, null, "zero", ["four", "three", "two", "one"], passedOver);

        withheld.Should().Be(first is null ? null : new LockAttempt.Withheld($"{first} has a higher priority and may take over first", IsYielding: true));
    }

    [Fact]
    public void While_paused_the_last_leader_waits_for_nobody() =>
        Takeover.Rule("one", s_paused with { Priorities = Priorities(("two", 1)) }, null, "one", ["one", "two"], 0).Should().BeNull();

    [Fact]
    public void Who_has_given_the_newest_term_back_hands_over_until_it_starts_again()
    {
        var ended = new TermRecord(7, "one", "", default, null, DateTimeOffset.UnixEpoch.AddSeconds(10), "handed over");

        Takeover.IsHandingOver("one", 9_999_999, ended).Should().BeTrue();
        Takeover.IsHandingOver("one", 10_000_001, ended).Should().BeFalse("it has begun a new presence session since");
        Takeover.IsHandingOver("two", 9_999_999, ended).Should().BeFalse();
        Takeover.IsHandingOver("one", 9_999_999, ended with { EndedAt = null }).Should().BeFalse("it has died");
        Takeover.IsHandingOver("one", 9_999_999, null).Should().BeFalse();
    }

    private static string? WhyNot(string replica, FailoverPolicy policy, string? nominee = null, string? lastLeader = null) =>
        Takeover.Rule(replica, policy, nominee, lastLeader, ["one", "two", "three"], passedOver: 0)?.Why;

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, int> Priorities(params (string Replica, int Priority)[] priorities) =>
        FailoverPolicy.None.Priorities.AddRange(priorities.Select(entry => KeyValuePair.Create(entry.Replica, entry.Priority)));
}
