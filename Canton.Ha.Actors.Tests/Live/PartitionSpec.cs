using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>Packets between the active replica and the database are dropped, while it stays reachable for everybody else.</summary>
public sealed class PartitionSpec(PartitionedReplicas replicas, ITestOutputHelper output) : IClassFixture<PartitionedReplicas>
{
    [Theory]
    [InlineData(Cut.Both)]
    [InlineData(Cut.ToReplica)]
    [InlineData(Cut.FromReplica)]
    public Task Another_replica_takes_over_from_one_that_is_cut_off_from_the_database(Cut cut) => replicas.Set.TellAsync(output, Workload.Short, async active =>
    {
        var before = await active.FirstClaimAsync();
        await replicas.Set.Rows.GrowAsync(before.Term);
        try
        {
            await replicas.Network.CutAsync(active.Name, cut, replicas.Server.Port);

            var successor = await replicas.Set.Replicas.SuccessorAsync(active, Bounds.Takeover);

            (await active.FirstClaimAsync()).IsActive.Should().BeFalse();
            var claim = await successor.FirstClaimAsync();
            claim.Term.Should().BeGreaterThan(before.Term);
            await replicas.Set.Rows.GrowAsync(claim.Term);
        }
        finally
        {
            await replicas.Network.JoinAsync(active.Name);
        }

        await active.BecomesReadyAsync(Bounds.Back);
        (await active.FirstClaimAsync()).IsActive.Should().BeFalse();
    });
}
