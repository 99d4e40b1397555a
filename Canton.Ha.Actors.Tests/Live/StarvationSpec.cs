using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>Every thread of the active replica's pool is blocked for ten seconds.</summary>
[Collection(AppendingReplicasTests.Name)]
public sealed class StarvationSpec(AppendingReplicas replicas, ITestOutputHelper output)
{
    [Fact]
    public Task A_starved_replica_keeps_its_lock_while_it_can_prove_it_and_gives_it_up_when_it_cannot() => replicas.TellAsync(output, Workload.Starve, async active =>
    {
        await active.WaitForLineAsync(Starvation.Begun, Bounds.Takeover);
        var (main, term) = await MainSessionAsync(active);

        await Eventually.PassesAsync(5.Seconds());

        (await MainSessionAsync(active)).Should().Be((main, term), "the lock does not depend on the pool");
        active.Log.Should().NotContain(line => line.Contains(Starvation.Lost, StringComparison.Ordinal));
        replicas.Set.Work(Workload.Short);
        Signals.Send(main, Signals.Stop);
        try
        {
            await active.WaitForLineAsync(Starvation.Lost, 4.Seconds());
        }
        finally
        {
            Signals.Send(main, Signals.Continue);
        }

        AgeWhenLost(active).Should().BeInRange(1000, 3000, "proofs expire after 1.5 s");
        await active.WaitForLineAsync(Starvation.Over, 10.Seconds());
        var next = await replicas.Set.Replicas.ActiveAfterAsync(term, Bounds.Takeover);
        await replicas.Rows.GrowAsync((await next.FirstClaimAsync()).Term);
        await active.BecomesReadyAsync(Bounds.Back);
    });

    private static int AgeWhenLost(NodeProcess active)
    {
        var line = active.Log.Last(line => line.Contains(Starvation.Lost, StringComparison.Ordinal));
        return int.Parse(line.Split(' ')[^3]);
    }

    /// <summary>The server process of the session that holds the main lock, and the newest term.</summary>
    private async Task<(int Pid, long Term)> MainSessionAsync(NodeProcess active)
    {
        var pid = await replicas.ReadAsync<int>($"""
            select a.pid from pg_stat_activity a join pg_locks l on l.pid = a.pid
            where a.application_name = 'canton-ha/{active.Name}/main' and l.locktype = 'advisory' and l.mode = 'ExclusiveLock' and l.granted
            """);
        return (pid, await replicas.ReadAsync<long>("select max(term) from canton_ha.term"));
    }
}
