using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The server ends sessions of the active replica, whose process goes on.</summary>
[Collection(AppendingReplicasTests.Name)]
public sealed class SessionSpec(AppendingReplicas replicas, ITestOutputHelper output)
{
    private const string Main = "'main'";
    private const string Write = "'write'";

    [Fact]
    public Task A_replica_that_loses_its_main_session_loses_its_term() => LosesTermAsync(Main);

    [Fact]
    public Task A_replica_that_loses_main_and_write_sessions_at_once_loses_its_term() => LosesTermAsync($"{Main}, {Write}");

    [Fact]
    public Task A_replica_that_loses_a_write_session_opens_another_and_stays_active() => replicas.TellAsync(output, Workload.Short, async active =>
    {
        var claim = await active.FirstClaimAsync();
        await replicas.Rows.GrowAsync(claim.Term);

        for (var round = 0; round < 4; round++)
        {
            (await replicas.TerminateAsync(active.Name, Write, limit: 1)).Should().Be(1);
            await replicas.Rows.GrowAsync(claim.Term);
        }

        (await replicas.TerminateAsync(active.Name, Write)).Should().BePositive();
        await replicas.Rows.GrowAsync(claim.Term);
        (await active.FirstClaimAsync()).Should().Be(claim);
    });

    [Fact]
    public Task Sessions_replaced_in_the_very_moment_of_a_failover_write_nothing_for_the_older_term() => replicas.TellAsync(output, Workload.Short, async active =>
    {
        for (var round = 0; round < 5; round++)
        {
            var before = await active.FirstClaimAsync();
            await replicas.Rows.GrowAsync(before.Term);
            var moment = ReplaceSessionsAsync(1.Seconds());

            await replicas.TerminateAsync(active.Name, Main);

            (await moment).Should().BePositive();
            active = await replicas.Set.Replicas.ActiveAfterAsync(before.Term, Bounds.Takeover);
        }
    });

    private Task LosesTermAsync(string kinds) => replicas.TellAsync(output, Workload.Short, async active =>
    {
        var before = await active.FirstClaimAsync();
        await replicas.Rows.GrowAsync(before.Term);

        (await replicas.TerminateAsync(active.Name, kinds)).Should().BePositive();

        var next = await replicas.Set.Replicas.ActiveAfterAsync(before.Term, Bounds.Takeover);
        await replicas.Rows.GrowAsync((await next.FirstClaimAsync()).Term);
        await active.BecomesReadyAsync(Bounds.Back);
        active.Log.Should().Contain(line => line.Contains($"has lost the lock of term {before.Term}", StringComparison.Ordinal));
    });

    /// <summary>Ends a write session of anybody, so that it is replaced, again and again; returns how many.</summary>
    private async Task<long> ReplaceSessionsAsync(TimeSpan length)
    {
        var replaced = 0L;
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < length)
            replaced += await replicas.TerminateAsync("%", Write, limit: 2);
        return replaced;
    }
}
