using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Admin.V1;
using FluentAssertions;
using Grpc.Core;
using Grpc.Health.V1;
using Xunit;
using Xunit.Abstractions;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using GrpcHealth = Grpc.Health.V1.Health;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>Replicas in processes of their own, as clients of their Admin APIs see them.</summary>
public sealed class AdminApiSpec(TwoReplicas two, ITestOutputHelper output) : IClassFixture<TwoReplicas>
{
    [Fact]
    public Task A_hand_over_is_answered_when_the_successor_is_there_and_its_health_changes_with_it() => TellAsync(async (replicas, active) =>
    {
        var passive = replicas.Nodes.Single(node => node != active);
        using var here = AdminClient.Of(replicas, active);
        using var there = AdminClient.Of(replicas, passive);
        using var healthHere = Watch(here);
        using var healthThere = Watch(there);
        await ExpectAsync(healthHere, ServingStatus.Serving);
        await ExpectAsync(healthThere, ServingStatus.NotServing);

        await here.SetPassiveAsync();

        await ExpectAsync(healthHere, ServingStatus.NotServing);
        await ExpectAsync(healthThere, ServingStatus.Serving);
        (await there.StatusAsync()).Status.Active.Should().BeTrue();
        (await here.StatusAsync()).Status.CommonStatus.Active.Should().BeFalse();
        (await there.StatusAsync()).Status.CommonStatus.Uid.Should().Be((await here.StatusAsync()).Status.CommonStatus.Uid, "they are one participant");
    });

    [Fact]
    public Task A_passive_replica_refuses_and_names_the_active_one_where_it_can_be_reached() => TellAsync(async (replicas, active) =>
    {
        var passive = replicas.Nodes.Single(node => node != active);
        using var there = AdminClient.Of(replicas, passive);

        var failures = new[]
        {
            await GrpcFailure.OfAsync(there.SetPassiveAsync),
            await GrpcFailure.OfAsync(async () => await there.Replication.PauseAsync(new PauseRequest { Why = "maintenance" })),
        };

        failures.Should().OnlyContain(failure => failure.Code == StatusCode.Unavailable && failure.Info.Reason == "NODE_IS_PASSIVE_REPLICA");
        failures.Should().OnlyContain(failure => failure.Trailers.GetValue("active_replica") == active.Name && failure.Trailers.GetValue("active_admin_address") == replicas.AdminOf(active.Name));
        (await active.FirstClaimAsync()).IsActive.Should().BeTrue();
    });

    [Fact]
    public async Task A_lone_replica_stays_active()
    {
        await using var replicas = new ReplicaSet(ReplicaSet.Postgres(await two.Server.CreateDatabaseAsync("lone")), "participant1");
        await replicas.StartAsync();
        await replicas.TellAsync(output, async active =>
        {
            using var client = AdminClient.Of(replicas, active);
            var before = await active.FirstClaimAsync();

            var failure = await GrpcFailure.OfAsync(client.SetPassiveAsync);

            failure.Code.Should().Be(StatusCode.FailedPrecondition);
            failure.Info.Reason.Should().Be("PARTICIPANT_REPLICATION_NO_OTHER_REPLICA");
            (await active.FirstClaimAsync()).Should().Be(before);
        });
    }

    [Fact]
    public async Task When_nobody_takes_over_in_time_the_call_is_aborted_and_the_replica_is_active_again()
    {
        await using var replicas = new ReplicaSet(ReplicaSet.Postgres(await two.Server.CreateDatabaseAsync("hurried")), "participant1", "participant2")
        {
            Command = (_, arguments) => NodeCommand.Product([.. arguments, "-C", "canton.participants.participant1.replication.set-passive-timeout=1s", "-C", "canton.participants.participant2.replication.set-passive-timeout=1s"]),
        };
        await replicas.StartAsync();
        await replicas.TellAsync(output, async active =>
        {
            using var client = AdminClient.Of(replicas, active);
            var before = await active.FirstClaimAsync();
            replicas.Nodes.Single(node => node != active).Signal(Signals.Stop);

            var failure = await GrpcFailure.OfAsync(client.SetPassiveAsync);

            failure.Code.Should().Be(StatusCode.Aborted);
            failure.Info.Reason.Should().Be("PARTICIPANT_REPLICATION_NOBODY_TOOK_OVER");
            (await replicas.ActiveAfterAsync(before.Term, Bounds.Takeover)).Name.Should().Be(active.Name);
        });
    }

    [Fact]
    public Task A_watcher_sees_the_whole_failover_in_order_on_the_survivor() => TellAsync(async (replicas, active) =>
    {
        var survivor = replicas.Nodes.Single(node => node != active);
        using var client = AdminClient.Of(replicas, survivor);
        using var call = client.Watch();
        (await NextAsync(call)).Snapshot.Roster.Leader.Should().Be(active.Name);

        active.Signal(Signals.Kill);

        var seen = new List<Event>();
        while (seen.LastOrDefault()?.RoleChanged?.Role != Role.Active)
            seen.Add((await NextAsync(call)).Event);

        seen.Where(change => change.RoleChanged is not null).Select(change => change.RoleChanged.Role).Should().Equal(Role.Promoting, Role.Active);
        seen.Should().OnlyContain(change => change.Replica == survivor.Name);
        seen.Select(change => change.At.ToTimeSpan()).Should().BeInAscendingOrder();
        seen.Where(change => change.StageChanged is { Open: true }).Select(change => change.StageChanged.Name)
            .Should().Equal("write-pool", "ledger", "synchronizers", "ledger-api");
        (await client.Replication.HistoryAsync(new HistoryRequest { Limit = 1 })).Terms.Single().Term.Should().Be(seen[^1].Term);
    });

    [Fact]
    public Task A_node_that_stops_tells_its_watchers() => TellAsync(async (replicas, active) =>
    {
        using var client = AdminClient.Of(replicas, active);
        using var call = client.Watch();
        await NextAsync(call);

        active.Signal(Signals.Terminate);

        var roles = new List<Role>();
        var failure = await GrpcFailure.OfAsync(async () =>
        {
            while (await NextAsync(call) is { } message)
                if (message.Event?.RoleChanged is { } change)
                    roles.Add(change.Role);
        });
        roles.Should().StartWith([Role.Demoting, Role.StandingBack], "its last word may come too late for the stream");
        failure.Code.Should().Be(StatusCode.Unavailable);
        (await active.WaitForExitAsync(Bounds.Stop)).Should().Be(0);
    });

    [Fact]
    public Task The_log_tells_more_when_it_is_told_to() => TellAsync(async (replicas, active) =>
    {
        using var client = AdminClient.Of(replicas, active);
        var known = active.Log.Count;
        await new Com.Digitalasset.Canton.Admin.Health.V30.StatusService.StatusServiceClient(client.Channel)
            .SetLogLevelAsync(new Com.Digitalasset.Canton.Admin.Health.V30.SetLogLevelRequest { Level = "INFO" });

        await client.SetPassiveAsync();

        await active.WaitForLineAsync("The write pool is closed after term", Bounds.Back, known);
    });

    private Task TellAsync(Func<ReplicaSet, NodeProcess, Task> story) => two.TellAsync(output, story);

    private static AsyncServerStreamingCall<HealthCheckResponse> Watch(AdminClient client) =>
        new GrpcHealth.HealthClient(client.Channel).Watch(new HealthCheckRequest { Service = "participant" });

    private static async Task ExpectAsync(AsyncServerStreamingCall<HealthCheckResponse> call, ServingStatus status)
    {
        using var limit = new CancellationTokenSource(Bounds.Back);
        (await call.ResponseStream.MoveNext(limit.Token)).Should().BeTrue();
        call.ResponseStream.Current.Status.Should().Be(status);
    }

    private static async Task<WatchResponse> NextAsync(AsyncServerStreamingCall<WatchResponse> call)
    {
        using var limit = new CancellationTokenSource(Bounds.Takeover);
        (await call.ResponseStream.MoveNext(limit.Token)).Should().BeTrue();
        return call.ResponseStream.Current;
    }
}
