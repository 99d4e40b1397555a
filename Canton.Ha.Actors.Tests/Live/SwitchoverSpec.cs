using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The operator moves the active role.</summary>
[Collection(AppendingReplicasTests.Name)]
public sealed class SwitchoverSpec(AppendingReplicas replicas, ITestOutputHelper output)
{
    [Fact]
    public Task The_active_role_goes_ten_times_around_three_replicas() => replicas.TellAsync(output, Workload.Short, async active =>
    {
        for (var round = 0; round < 10; round++)
        {
            var before = await active.FirstClaimAsync();
            await active.TypeAsync($"{active.Name}.replication.set_passive()");

            var successor = await replicas.Set.Replicas.SuccessorAsync(active, Bounds.Takeover);

            var claim = await successor.FirstClaimAsync();
            claim.Term.Should().BeGreaterThan(before.Term);
            await active.WaitForLineAsync($"{active.Name} handed over to {successor.Name}, which passed the barrier in term {claim.Term}", Bounds.Takeover);
            await active.BecomesReadyAsync(Bounds.Back);
            await replicas.Rows.GrowAsync(claim.Term);
            active = successor;
        }
    });

    [Fact]
    public Task The_last_replica_refuses_to_become_passive_and_stays_active() => replicas.TellAsync(output, Workload.Short, async active =>
    {
        var claim = await active.FirstClaimAsync();
        var known = active.Log.Count;
        var others = replicas.Set.Replicas.Nodes.Where(node => node != active).ToList();
        others.ForEach(node => node.Signal(Signals.Terminate));
        foreach (var node in others)
            (await node.WaitForExitAsync(Bounds.Stop)).Should().Be(0);
        await active.WaitForLineAsync($"{active.Name} sees {active.Name}; {active.Name} leads", Bounds.Takeover, known);

        await active.TypeAsync($"{active.Name}.replication.set_passive()");

        await active.WaitForLineAsync($"{active.Name} did not hand over: {active.Name} stays active: no other replica is there to take over.", Bounds.Takeover, known);
        (await active.FirstClaimAsync()).Should().Be(claim);
        await replicas.Rows.GrowAsync(claim.Term);
    });
}
