using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Admin.V1;
using FluentAssertions;
using FluentAssertions.Extensions;
using Grpc.Core;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>Three replicas in processes of their own keep to what an operator wants.</summary>
public sealed class FailoverPolicySpec(ThreeReplicas three, ITestOutputHelper output) : IClassFixture<ThreeReplicas>
{
    [Fact]
    public Task A_pause_survives_the_restart_of_every_replica() => TellAsync(async (replicas, active) =>
    {
        await UseAsync(replicas, active, (client, options) => client.PauseAsync(new PauseRequest { By = "ops", Why = "upgrade of the network" }, options));

        await StopAsync(replicas.Nodes.Where(node => node != active));
        await StopAsync([active]);
        active.Log.Should().Contain(line => line.Contains("it waits for nobody: automatic failover is paused by ops", StringComparison.Ordinal));
        foreach (var other in replicas.Names.Where(name => name != active.Name))
            await replicas.Start(other).FirstClaimAsync();
        await ShouldStayWithoutAsync(replicas);
        replicas.Start(active.Name);

        (await replicas.ActiveAsync(Bounds.Start)).Name.Should().Be(active.Name);
        foreach (var node in replicas.Nodes)
        {
            await node.WaitForLineAsync("No replica takes over by itself: automatic failover is paused by ops", Bounds.Takeover);
            (await node.GetTextAsync()).Should().MatchRegex($@"{node.Name}\.failover : Degraded\(automatic failover is paused by ops since .*: upgrade of the network\)");
        }
    });

    [Fact]
    public Task While_paused_nobody_takes_over_from_a_killed_replica_but_itself_and_another_one_when_the_pause_ends() => TellAsync(async (replicas, active) =>
    {
        await UseAsync(replicas, active, (client, options) => client.PauseAsync(new PauseRequest { By = "ops", Why = "maintenance" }, options));
        var passive = replicas.Nodes.First(node => node != active);
        active.Signal(Signals.Kill);
        await ShouldStayWithoutAsync(replicas);
        await passive.WaitForLineAsync($"cannot take the lock: only {active.Name} may take over: automatic failover is paused by ops", Bounds.Takeover);

        active = replicas.Start(active.Name);
        (await replicas.ActiveAsync(Bounds.Start)).Should().Be(active);
        active.Signal(Signals.Kill);
        await ShouldStayWithoutAsync(replicas);
        await UseAsync(replicas, passive, (client, options) => client.ResumeAsync(new ResumeRequest(), options));

        var successor = await replicas.SuccessorAsync(active, Bounds.Takeover);
        await successor.WaitForLineAsync("sees that failover is automatic", Bounds.Takeover);
    });

    [Fact]
    public Task A_preferred_replica_takes_over_when_the_active_one_is_killed() => TellAsync(async (replicas, active) =>
    {
        for (var round = 0; round < 2; round++)
        {
            var former = active;
            var preferred = replicas.Names.Where(name => name != former.Name).ElementAt(round % 2);
            foreach (var name in replicas.Names)
                await UseAsync(replicas, active, (client, options) => client.PreferredAsync(new PreferredRequest { Replica = name, Priority = name == preferred ? 10 : 0 }, options));

            active.Signal(Signals.Kill);

            active = await replicas.SuccessorAsync(former, Bounds.Takeover);
            active.Name.Should().Be(preferred);
            await replicas.Start(former.Name).BecomesReadyAsync(Bounds.Start);
        }
    });

    [Fact]
    public Task The_active_role_goes_to_the_one_that_is_named_of_three() => TellAsync(async (replicas, active) =>
    {
        for (var round = 0; round < 3; round++)
        {
            var former = active;
            var named = replicas.Names.Where(name => name != former.Name).ElementAt(round % 2);

            var done = await UseAsync(replicas, active, (client, options) => client.SetPassiveAsync(new SetPassiveRequest { To = named }, options));

            done.Successor.Should().Be(named);
            active = await replicas.SuccessorAsync(former, Bounds.Takeover);
            active.Name.Should().Be(named);
            await former.BecomesReadyAsync(Bounds.Back);
        }
    });

    [Fact]
    public Task A_named_successor_that_is_frozen_does_not_take_over_and_the_active_one_comes_back() => TellAsync(async (replicas, active) =>
    {
        var before = await active.FirstClaimAsync();
        var frozen = replicas.Nodes.First(node => node != active);
        // The first call of this process takes its time, and one that is frozen is not in the roster for long.
        await UseAsync(replicas, active, (client, options) => client.RosterAsync(new RosterRequest(), options));
        frozen.Signal(Signals.Stop);

        var failure = await GrpcFailure.OfAsync(() => UseAsync(replicas, active, (client, options) => client.SetPassiveAsync(new SetPassiveRequest { To = frozen.Name }, options)));

        failure.Code.Should().Be(StatusCode.Aborted);
        var back = await replicas.ActiveAfterAsync(before.Term, Bounds.Takeover);
        back.Should().Be(active);
        frozen.Signal(Signals.Continue);
        await frozen.BecomesReadyAsync(Bounds.Back);
        (await active.FirstClaimAsync()).IsActive.Should().BeTrue();
    });

    [Fact]
    public async Task Replicas_on_a_file_keep_to_it_as_well()
    {
        using var disk = new EmbeddedDisk();
        await using var replicas = new ReplicaSet(ReplicaSet.Embedded(disk.Path), "participant1", "participant2", "participant3");
        await replicas.StartAsync();
        await replicas.TellAsync(output, async active =>
        {
            var (first, named) = (active, replicas.Nodes.Last(node => node != active));
            (await UseAsync(replicas, first, (client, options) => client.SetPassiveAsync(new SetPassiveRequest { To = named.Name }, options))).Successor.Should().Be(named.Name);
            (await replicas.SuccessorAsync(first, Bounds.Takeover)).Should().Be(named);
            await UseAsync(replicas, named, (client, options) => client.PauseAsync(new PauseRequest { By = "ops", Why = "maintenance" }, options));

            named.Signal(Signals.Kill);
            await ShouldStayWithoutAsync(replicas);
            await UseAsync(replicas, first, (client, options) => client.ResumeAsync(new ResumeRequest(), options));

            await replicas.SuccessorAsync(named, Bounds.Takeover);
        });
    }

    private Task TellAsync(Func<ReplicaSet, NodeProcess, Task> story) => three.TellAsync(output, story);

    /// <summary>Does something through the Admin API of a replica.</summary>
    private static async Task<T> UseAsync<T>(
        ReplicaSet replicas, NodeProcess node, Func<ReplicationService.ReplicationServiceClient, CallOptions, AsyncUnaryCall<T>> use)
    {
        using var client = AdminClient.Of(replicas, node);
        return await use(client.Replication, new CallOptions(deadline: AdminClient.Deadline));
    }

    private static async Task StopAsync(IEnumerable<NodeProcess> nodes)
    {
        foreach (var node in nodes.ToList())
        {
            node.Signal(Signals.Terminate);
            (await node.WaitForExitAsync(Bounds.Stop)).Should().Be(0);
        }
    }

    /// <summary>Nobody is active, for as long as every replica needs to try several times.</summary>
    private static async Task ShouldStayWithoutAsync(ReplicaSet replicas)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < 1500.Milliseconds())
        {
            foreach (var node in replicas.Nodes.Where(node => !node.HasExited))
                (await node.IsActiveAsync()).Should().BeFalse("automatic failover is paused, but {0} is active", node.Name);
            await Eventually.PassesAsync(50.Milliseconds());
        }
    }
}
