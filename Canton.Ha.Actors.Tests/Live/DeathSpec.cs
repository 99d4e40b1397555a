using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The process of the active replica ends.</summary>
[Collection(AppendingReplicasTests.Name)]
public sealed class DeathSpec(AppendingReplicas replicas, ITestOutputHelper output)
{
    [Fact]
    public Task Another_replica_takes_over_from_one_that_is_killed_and_that_one_comes_back_passive() => replicas.TellAsync(output, Workload.Short, async active =>
    {
        var before = await active.FirstClaimAsync();
        await replicas.Rows.GrowAsync(before.Term);

        active.Signal(Signals.Kill);

        var successor = await replicas.Set.Replicas.SuccessorAsync(active, Bounds.Takeover);
        var claim = await successor.FirstClaimAsync();
        claim.Term.Should().BeGreaterThan(before.Term);
        await replicas.Rows.GrowAsync(claim.Term);
        var reborn = replicas.Set.Replicas.Start(active.Name);
        await reborn.BecomesReadyAsync(Bounds.Start);
        (await reborn.FirstClaimAsync()).IsActive.Should().BeFalse();
        (await successor.FirstClaimAsync()).Should().Be(claim);
    });

    [Fact]
    public Task An_active_replica_that_is_asked_to_end_hands_over_and_ends_in_good_order() => replicas.TellAsync(output, Workload.Short, async active =>
    {
        var before = await active.FirstClaimAsync();

        active.Signal(Signals.Terminate);

        var successor = await replicas.Set.Replicas.SuccessorAsync(active, Bounds.Takeover);
        (await active.WaitForExitAsync(Bounds.Stop)).Should().Be(0);
        active.Log.Should().Contain(line => line.Contains($"{active.Name} has handed over to {successor.Name}", StringComparison.Ordinal));
        (await replicas.ReadAsync<string>($"select end_cause from canton_ha.term where term = {before.Term}")).Should().Be("handed over");
        await replicas.Rows.GrowAsync((await successor.FirstClaimAsync()).Term);
    });
}
