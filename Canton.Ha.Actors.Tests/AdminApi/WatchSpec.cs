using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Admin.V1;
using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace Canton.Ha.Actors.Tests.AdminApi;

/// <summary>The stream of state changes as its subscribers see it.</summary>
public sealed class WatchSpec
{
    private static readonly TimeSpan At = TimeSpan.FromSeconds(1.5);

    public static TheoryData<ReplicaEvent, Event> Changes() => new()
    {
        { new ReplicaEvent.RoleChanged("participant1", 3, At, ReplicaRole.StandingBack, "asked to"), new Event { RoleChanged = new RoleChanged { Role = Role.StandingBack, Why = "asked to" } } },
        { new ReplicaEvent.StageOpened("participant1", 3, At, "write-pool"), new Event { StageChanged = new Stage { Name = "write-pool", Open = true } } },
        { new ReplicaEvent.StageClosed("participant1", 3, At, "write-pool"), new Event { StageChanged = new Stage { Name = "write-pool" } } },
        { new ReplicaEvent.LockLost("participant1", 3, At, "no proof"), new Event { LockLost = new LockLost { Why = "no proof" } } },
        { new ReplicaEvent.LockUnavailable("participant1", 3, At, "no server"), new Event { LockReachChanged = new LockReach { Trouble = "no server" } } },
        { new ReplicaEvent.LockReachable("participant1", 3, At), new Event { LockReachChanged = new LockReach() } },
        {
            new ReplicaEvent.HandedOver("participant1", 3, At, "participant2", 4, TimeSpan.FromMilliseconds(80)),
            new Event { HandedOver = new HandedOver { Successor = "participant2", SuccessorTerm = 4, Gap = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(80)) } }
        },
        { new ReplicaEvent.BranchFailed("participant1", 3, At, "broken", At), new Event { BranchFailed = new BranchFailed { Why = "broken", Delay = Duration.FromTimeSpan(At) } } },
        { new ReplicaEvent.Refused("participant1", 3, At, "a stranger"), new Event { Refused = new Refused { Why = "a stranger" } } },
        {
            new ReplicaEvent.SynchronizerChanged("participant1", 3, At, "da", Canton.Ha.Actors.Contracts.SynchronizerPhase.Connecting, "nobody there"),
            new Event { SynchronizerChanged = new SynchronizerChanged { Alias = "da", Phase = Canton.Ha.Admin.V1.SynchronizerPhase.Connecting, Why = "nobody there" } }
        },
        {
            new ReplicaEvent.PolicyChanged("participant1", 3, At, Canton.Ha.Actors.Contracts.FailoverPolicy.None with { Priorities = Canton.Ha.Actors.Contracts.FailoverPolicy.None.Priorities.Add("participant2", 5) }),
            new Event { PolicyChanged = new Canton.Ha.Admin.V1.FailoverPolicy { Priorities = { ["participant2"] = 5 } } }
        },
        {
            new ReplicaEvent.RosterChanged("participant1", 3, At, Roster.Unknown with { Leader = "participant2" }),
            new Event { RosterChanged = new RosterView { Leader = "participant2", Policy = new Canton.Ha.Admin.V1.FailoverPolicy() } }
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Every_change_is_told(ReplicaEvent fact, Event told)
    {
        await using var bench = await AdminBench.StartAsync();
        using var call = Watch(bench.Channel);
        (await NextAsync(call)).Snapshot.Self.Role.Should().Be(Role.Active);

        bench.Say(fact);

        (told.Replica, told.Term, told.At) = ("participant1", 3, Duration.FromTimeSpan(At));
        (await NextAsync(call)).Event.Should().Be(told);
    }

    [Fact]
    public void Every_kind_of_fact_has_its_message() =>
        Changes().Select(row => row[0].GetType()).Should().BeEquivalentTo(typeof(ReplicaEvent).GetNestedTypes().Where(kind => kind.IsSubclassOf(typeof(ReplicaEvent)) && kind != typeof(ReplicaEvent.Listens)));

    [Fact]
    public async Task Every_subscriber_hears_everything_in_order()
    {
        await using var bench = await AdminBench.StartAsync();
        var calls = Enumerable.Range(0, 4).Select(_ => Watch(bench.Channel)).ToList();
        foreach (var call in calls)
            (await NextAsync(call)).Snapshot.Should().NotBeNull();

        for (var i = 1; i <= 10; i++)
            bench.Say(new ReplicaEvent.LockLost("participant1", i, At, "no proof"));

        foreach (var call in calls)
        {
            for (var i = 1; i <= 10; i++)
                (await NextAsync(call)).Event.Term.Should().Be(i);
            call.Dispose();
        }
    }

    [Fact]
    public async Task One_subscriber_too_many_is_refused_until_another_one_leaves()
    {
        await using var bench = await AdminBench.StartAsync();
        var calls = Enumerable.Range(0, 4).Select(_ => Watch(bench.Channel)).ToList();
        foreach (var call in calls)
            await NextAsync(call);

        using var fifth = Watch(bench.Channel);
        var failure = await GrpcFailure.OfAsync(() => NextAsync(fifth));
        failure.Code.Should().Be(StatusCode.Aborted);
        failure.Info.Reason.Should().Be("MAXIMUM_NUMBER_OF_STREAMS");
        failure.Message.Should().EndWith("There are 4 subscribers already, as many as admin-api.watch.subscribers-max allows.");

        calls[0].Dispose();
        await Eventually.BecomesTrueAsync("there is room again", async () => await bench.CanWatchAsync(), TimeSpan.FromSeconds(10));
        calls.ForEach(call => call.Dispose());
    }

    [Fact]
    public async Task A_subscriber_that_does_not_read_is_ended_and_delays_nobody()
    {
        await using var bench = await AdminBench.StartAsync();
        using var ownChannel = GrpcChannel.ForAddress(bench.Address);
        using var slow = Watch(ownChannel);
        await NextAsync(slow);
        using var fast = Watch(bench.Channel);
        await NextAsync(fast);

        var why = new string('w', 2000);
        for (var i = 1; i <= 1000; i++)
        {
            bench.Say(new ReplicaEvent.LockLost("participant1", i, At, why));
            (await NextAsync(fast)).Event.Term.Should().Be(i);
        }

        var heard = 0;
        var failure = await GrpcFailure.OfAsync(async () =>
        {
            for (; ; heard++)
                (await NextAsync(slow)).Event.Term.Should().Be(heard + 1);
        });
        failure.Code.Should().Be(StatusCode.ResourceExhausted);
        failure.Info.Reason.Should().Be("WATCH_SUBSCRIBER_TOO_SLOW");
        heard.Should().BeLessThan(1000);
    }

    [Fact]
    public async Task When_the_node_stops_subscribers_hear_the_last_changes_and_then_that()
    {
        await using var bench = await AdminBench.StartAsync();
        using var call = Watch(bench.Channel);
        await NextAsync(call);

        bench.Say(new ReplicaEvent.StageClosed("participant1", 3, At, "write-pool"));
        await bench.EndActorsAsync();

        (await NextAsync(call)).Event.StageChanged.Open.Should().BeFalse();
        var failure = await GrpcFailure.OfAsync(() => NextAsync(call));
        failure.Code.Should().Be(StatusCode.Unavailable);
        failure.Info.Reason.Should().Be("ABORTED_DUE_TO_SHUTDOWN");
    }

    private static AsyncServerStreamingCall<WatchResponse> Watch(GrpcChannel channel) => new ReplicationService.ReplicationServiceClient(channel).Watch(new WatchRequest());

    private static async Task<WatchResponse> NextAsync(AsyncServerStreamingCall<WatchResponse> call)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        (await call.ResponseStream.MoveNext(limit.Token)).Should().BeTrue();
        return call.ResponseStream.Current;
    }
}
