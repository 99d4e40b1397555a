using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The active replica stands still and goes on later, sure that no time has passed.</summary>
[Collection(AppendingReplicasTests.Name)]
public sealed class FreezeSpec(AppendingReplicas replicas, ITestOutputHelper output)
{
    [Fact]
    public Task Another_replica_takes_over_from_one_that_is_frozen_while_it_has_nothing_to_do() =>
        FreezeAsync(Workload.Idle, "true");

    [Fact]
    public Task Another_replica_takes_over_from_one_that_is_frozen_inside_a_write_transaction() =>
        FreezeAsync(Workload.LongTransaction, "a.state = 'idle in transaction' and a.backend_xid is not null");

    [Fact]
    public Task Another_replica_takes_over_from_one_that_is_frozen_while_a_result_is_being_sent_to_it() =>
        FreezeAsync(Workload.Flood, "a.wait_event = 'ClientWrite'");

    private Task FreezeAsync(Workload workload, string moment) => replicas.TellAsync(output, workload, async active =>
    {
        var before = await active.FirstClaimAsync();
        if (workload != Workload.Idle)
            await replicas.Rows.GrowAsync(before.Term);

        await FreezeAsync(active, moment);

        var successor = await replicas.Set.Replicas.SuccessorAsync(active, Bounds.Takeover);
        var claim = await successor.FirstClaimAsync();
        replicas.Set.Work(Workload.Short);
        await replicas.Rows.GrowAsync(claim.Term);
        var rows = await replicas.Rows.CountAsync(before.Term);

        active.Signal(Signals.Continue);

        (await active.FirstClaimAsync()).IsActive.Should().BeFalse("a replica that wakes sees at once how old its proof is");
        await active.BecomesReadyAsync(Bounds.Back);
        (await replicas.Rows.CountAsync(before.Term)).Should().Be(rows);
        (await successor.FirstClaimAsync()).Should().Be(claim);
    });

    /// <summary>Freezes it again and again until the server shows one of its write sessions in the wanted state.</summary>
    private Task FreezeAsync(NodeProcess active, string moment) => Eventually.BecomesTrueAsync(
        $"{active.Name} is frozen in the moment in which {moment}",
        async () =>
        {
            active.Signal(Signals.Stop);
            await Eventually.PassesAsync(100.Milliseconds());
            if (await replicas.ReadAsync<bool>($"select exists (select from pg_stat_activity a where a.application_name = 'canton-ha/{active.Name}/write' and {moment})"))
                return true;

            active.Signal(Signals.Continue);
            await Eventually.PassesAsync(100.Milliseconds());
            return false;
        },
        Bounds.Takeover);
}
