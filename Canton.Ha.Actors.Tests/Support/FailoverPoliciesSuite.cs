using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What every storage does with the failover policy.</summary>
public abstract class FailoverPoliciesSuite
{
    [Fact]
    public async Task Failover_is_automatic_and_nobody_goes_first_until_somebody_says_otherwise() =>
        (await (await PoliciesAsync()).ReadAsync(default)).Should().Be(FailoverPolicy.None);

    [Fact]
    public async Task A_pause_lasts_until_it_is_ended()
    {
        var policies = await PoliciesAsync();

        var paused = await policies.PauseAsync("ops", "maintenance", default);

        paused.Pause.Should().Match<FailoverPause>(pause => pause.By == "ops" && pause.Why == "maintenance");
        paused.Pause!.Since.Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        (await policies.ReadAsync(default)).Should().Be(paused);
        (await policies.ResumeAsync(default)).Should().Be(FailoverPolicy.None);
        (await policies.ReadAsync(default)).Should().Be(FailoverPolicy.None);
    }

    [Fact]
    public async Task Pausing_again_changes_the_words_and_not_the_beginning()
    {
        var policies = await PoliciesAsync();
        var first = (await policies.PauseAsync("ops", "maintenance", default)).Pause!;

        var second = (await policies.PauseAsync("dev", "still at it", default)).Pause!;

        second.Should().Be(new FailoverPause("dev", "still at it", first.Since));
    }

    [Fact]
    public async Task Resuming_without_a_pause_changes_nothing() =>
        (await (await PoliciesAsync()).ResumeAsync(default)).Should().Be(FailoverPolicy.None);

    [Theory]
    [InlineData("participant1")]
    [InlineData("it's \"quoted\"; $.[0]")]
    public async Task A_priority_stays_until_it_is_set_to_0(string replica)
    {
        var policies = await PoliciesAsync();
        await policies.PreferAsync("another", -3, default);

        (await policies.PreferAsync(replica, 10, default)).PriorityOf(replica).Should().Be(10);
        (await policies.PreferAsync(replica, 20, default)).PriorityOf(replica).Should().Be(20);
        (await policies.PreferAsync(replica, 0, default)).Should().Be(FailoverPolicy.None with { Priorities = FailoverPolicy.None.Priorities.Add("another", -3) });
    }

    [Theory]
    [InlineData(-1001)]
    [InlineData(1001)]
    public async Task A_priority_out_of_range_is_refused(int priority)
    {
        var policies = await PoliciesAsync();
        var preferring = () => policies.PreferAsync("participant1", priority, default);

        await preferring.Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*from -1000 to 1000*");
    }

    [Fact]
    public async Task The_roster_shows_the_policy()
    {
        var policies = await PoliciesAsync();
        var policy = await policies.PauseAsync("ops", "maintenance", default);
        policy = policy with { Priorities = (await policies.PreferAsync("participant2", 5, default)).Priorities };

        (await ReadRosterAsync()).Policy.Should().Be(policy);
    }

    /// <summary>The policies of a new storage.</summary>
    private protected abstract Task<IFailoverPolicies> PoliciesAsync();

    /// <summary>What a replica sees that has joined it.</summary>
    private protected abstract Task<Roster> ReadRosterAsync();
}
