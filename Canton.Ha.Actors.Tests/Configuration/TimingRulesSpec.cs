using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class TimingRulesSpec
{
    private const string Replication = "canton.participants.p1.replication";
    private const string Noticed = "connection-pool.connection.lock.proof-expiry + connection-pool.connection.lock.health-check-period";
    private const string UnsafeLock = "or else the server could free the main lock while this replica still believes to hold it.";

    [Theory]
    [InlineData("fast")]
    [InlineData("normal")]
    [InlineData("patient")]
    public void Every_profile_keeps_the_rules(string profile) => ProblemsWith($"profile = {profile}").Should().BeEmpty();

    [Theory]
    [InlineData("connection-pool.connection.lock.proof-expiry = 500ms", "connection-pool.connection.lock.health-check-period (500ms) must be shorter than connection-pool.connection.lock.proof-expiry (500ms), or else the lock would be lost between two proofs.")]
    [InlineData("connection-pool.connection.idle-session-timeout = 1999ms", Noticed + " (2s) must be at most connection-pool.connection.idle-session-timeout (1999ms), " + UnsafeLock)]
    [InlineData("connection-pool.connection.tcp-user-timeout = 1s", Noticed + " (2s) must be at most connection-pool.connection.tcp-user-timeout (1s), " + UnsafeLock)]
    [InlineData("connection-pool.connection { tcp-user-timeout = 9s, idle-session-timeout = 9s, lock.proof-expiry = 2600ms }", Noticed + " (3100ms) must be at most connection-pool.connection.keep-alive-idle + keep-alive-interval * keep-alive-count (3s), " + UnsafeLock)]
    [InlineData("connection-pool.connection { passive-check-period = 2100ms, yield-timeout = 3s }", "connection-pool.connection.passive-check-period + 20 % (2520ms) must be shorter than connection-pool.connection.idle-session-timeout (2500ms), or else the server would end the main session of a passive replica between two tries.")]
    [InlineData("roster-period = 2500ms", "roster-period (2500ms) must be shorter than connection-pool.connection.idle-session-timeout (2500ms), or else the server would end the presence session between two readings of the roster.")]
    [InlineData("connection-pool.active-timeout = 2s", "connection-pool.ramp-down-timeout + connection-pool.connection.connection-timeout (2250ms) must be shorter than connection-pool.active-timeout (2s), or else a promotion would be given up before it can succeed.")]
    [InlineData("set-passive-timeout = 300ms", "connection-pool.connection.passive-check-period + 20 % (300ms) must be shorter than set-passive-timeout (300ms), or else a successor might not even have tried in that time.")]
    [InlineData("connection-pool.connection.yield-timeout = 300ms", "connection-pool.connection.passive-check-period + 20 % (300ms) must be shorter than connection-pool.connection.yield-timeout (300ms), or else a replica with a higher priority might not even have tried in that time.")]
    [InlineData("rest-max = 499ms", "rest-min (500ms) must be at most rest-max (499ms), or else the first rest would be longer than the longest.")]
    public void A_period_that_breaks_a_rule_is_refused_with_the_reason(string keys, string problem) =>
        ProblemsWith(keys).Should().Equal($"node.conf:3: in {Replication}, {problem}");

    private static IReadOnlyList<string> ProblemsWith(string keys) =>
        ConfigurationFiles.ProblemsOf(() => ConfigurationFiles.Of($$"""
            canton.participants.p1.storage { type = embedded, config.path = x }
            {{Replication}} {
              {{keys}}
            }
            """).Load());
}
