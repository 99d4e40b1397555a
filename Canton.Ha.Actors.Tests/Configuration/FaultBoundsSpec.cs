using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class FaultBoundsSpec
{
    private const string OnPostgres = "canton.participants.p1.storage { type = postgres, config.properties { databaseName = ledger, user = canton } }\n";

    /// <summary>The third column is the 99th percentile that the fast profile is meant to reach, the promotion included.</summary>
    [Theory]
    [InlineData("switchover", 300, 300)]
    [InlineData("active killed", 550, 1000)]
    [InlineData("active killed, preferred one stuck", 1550, 2000)]
    [InlineData("active frozen", 3050, 4000)]
    [InlineData("active frozen inside a transaction", 3050, 4000)]
    [InlineData("active cut off from the database", 3050, 4000)]
    [InlineData("database restarted", 600, 1500)]
    public void The_fast_profile_stays_within_the_goals(string fault, int bound, int goal)
    {
        BoundOf(fault, OnPostgres).Should().Be(TimeSpan.FromMilliseconds(bound));
        bound.Should().BeLessThanOrEqualTo(goal);
    }

    [Theory]
    [InlineData("connection.idle-session-timeout = 3s", "active frozen", 3550)]
    [InlineData("connection.passive-check-period = 500ms", "active killed", 850)]
    [InlineData("ramp-down-timeout = 1s", "active killed", 1300)]
    [InlineData("connection.yield-timeout = 2s", "active killed, preferred one stuck", 2550)]
    public void A_bound_follows_the_keys_it_is_made_of(string key, string fault, int bound) =>
        BoundOf(fault, $"{OnPostgres}canton.participants.p1.replication.connection-pool.{key}").Should().Be(TimeSpan.FromMilliseconds(bound));

    [Fact]
    public void A_frozen_holder_of_file_locks_is_never_taken_over()
    {
        const string embedded = "canton.participants.p1.storage { type = embedded, config.path = x }";

        BoundOf("active killed", embedded).Should().Be(TimeSpan.FromMilliseconds(300));
        BoundOf("active frozen", embedded).Should().BeNull();
    }

    [Fact]
    public void Without_replication_nobody_takes_over() => BoundsOf(OnPostgres + "canton.participants.p1.replication.enabled = false").Should().BeEmpty();

    private static TimeSpan? BoundOf(string fault, string text) => BoundsOf(text).Single(bound => bound.Fault == fault).Longest;

    private static IReadOnlyList<FaultBound> BoundsOf(string text) => FaultBounds.For(ConfigurationFiles.Of(text).Load().Participants[0]);
}
