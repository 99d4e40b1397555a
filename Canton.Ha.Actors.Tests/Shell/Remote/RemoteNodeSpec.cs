using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Shell.Remote;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;
using V1 = Canton.Ha.Admin.V1;

namespace Canton.Ha.Actors.Tests.Shell.Remote;

public sealed class RemoteNodeSpec : IAsyncLifetime
{
    private readonly FakeAdmin _admin = new();
    private FakeAdminServer _server = null!;
    private RemoteNode _node = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeAdminServer.StartAsync(_admin);
        _node = Node(_server.Port);
    }

    public async Task DisposeAsync()
    {
        _node.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Its_status_is_read_from_both_services()
    {
        var status = await _node.ReadStatusAsync(CancellationToken.None);

        status.Should().BeEquivalentTo(new NodeStatus(
            "participant1", TimeSpan.FromSeconds(90), [new NodeStatus.Named("admin", "5012"), new NodeStatus.Named("ledger", "5011")],
            [new NodeStatus.Synchronizer("da::1", IsHealthy: false)], IsActive: true, ReplicaRole.Active, 3, TimeSpan.FromSeconds(2), "the test says so",
            [new NodeStatus.Named("write-pool", "Ok()"), new NodeStatus.Named("ledger", "Failed(closed)")], Trouble: null,
            FailoverPolicy.None with { Priorities = FailoverPolicy.None.Priorities.Add("participant2", 7) }, "1.2.3", [33]));
        _node.Place.Should().Be($"127.0.0.1:{_server.Port}");
        (await _node.ReadNameAsync(CancellationToken.None)).Should().Be("participant1");
    }

    [Fact]
    public async Task Roster_and_history_are_read()
    {
        var roster = await _node.ReadRosterAsync(CancellationToken.None);
        roster.Leader.Should().Be("participant1");
        roster.Replicas.Should().Equal(
            new RosterEntry("participant1", new ReplicaAddresses("", "127.0.0.1:5012", "")), new RosterEntry("participant2", new ReplicaAddresses("127.0.0.1:8082", "", "")));
        roster.Policy.PriorityOf("participant2").Should().Be(7);

        (await _node.ReadHistoryAsync(5, CancellationToken.None)).Should().Equal(new TermRecord(1, "participant1", "first start", DateTimeOffset.UnixEpoch, null, null, null));
        _admin.Asked.Should().Contain("history 5");
    }

    [Fact]
    public async Task Commands_are_passed_on()
    {
        (await _node.SetPassiveAsync("participant2", CancellationToken.None)).Should().Be(new ReplicationProtocol.HandedOver("participant2", 4, TimeSpan.FromMilliseconds(85)));
        await _node.SetPassiveAsync(null, CancellationToken.None);
        (await _node.PauseAsync("a new disk", CancellationToken.None)).Pause!.By.Should().Be(Operator.Name);
        (await _node.ResumeAsync(CancellationToken.None)).Should().Be(FailoverPolicy.None);
        (await _node.SetPriorityAsync("participant2", -3, CancellationToken.None)).PriorityOf("participant2").Should().Be(-3);
        await _node.SetLogLevelAsync("DEBUG", CancellationToken.None);

        _admin.Asked.Should().Equal("api", "set_passive participant2", "set_passive to any", "pause a new disk", "resume", "preferred participant2 -3", "level DEBUG");
    }

    [Fact]
    public async Task A_dump_is_put_together_from_its_parts()
    {
        using var archive = new MemoryStream();
        await _node.DumpAsync(archive, CancellationToken.None);
        archive.ToArray().Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task A_refusal_is_one_sentence_with_the_id_of_the_error()
    {
        _admin.Refuse("set_passive", StatusCode.FailedPrecondition, "PARTICIPANT_REPLICATION_NO_OTHER_REPLICA", "no other replica is there");
        (await FailureAsync(_node.SetPassiveAsync(null, CancellationToken.None))).Should().Be(
            (FailureKind.Refused, "participant1 refused, PARTICIPANT_REPLICATION_NO_OTHER_REPLICA: no other replica is there."));
    }

    [Fact]
    public async Task A_passive_replica_says_whom_to_ask()
    {
        _admin.Refuse("pause", StatusCode.Unavailable, "NODE_IS_PASSIVE_REPLICA", "The node is passive.", ("active_replica", "participant2"), ("active_admin_address", "127.0.0.1:5022"));
        (await FailureAsync(_node.PauseAsync("why", CancellationToken.None))).Should().Be(
            (FailureKind.Refused, "participant1 refused, NODE_IS_PASSIVE_REPLICA: The node is passive. Ask participant2 at 127.0.0.1:5022."));
    }

    [Fact]
    public async Task Other_failures_are_told_in_the_words_of_gRPC()
    {
        _admin.Fail("pause", StatusCode.Internal, "An error occurred");
        (await FailureAsync(_node.PauseAsync("why", CancellationToken.None))).Should().Be((FailureKind.Refused, "participant1 failed: An error occurred."));

        _admin.Fail("resume", StatusCode.Unimplemented, "");
        (await FailureAsync(_node.ResumeAsync(CancellationToken.None))).Sentence.Should().Match("participant1 at * does not know this command; it may be of another version.");
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for_for_ever()
    {
        _admin.Failures["roster"] = context => new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
        using var hasty = Node(_server.Port, request: TimeSpan.FromMilliseconds(200));

        var (kind, sentence) = await FailureAsync(hasty.ReadRosterAsync(CancellationToken.None));

        kind.Should().Be(FailureKind.Unreachable);
        sentence.Should().Match("participant1 at * has not answered within 0.2 s; *");
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_gets_no_sentence()
    {
        _admin.Failures["set_passive"] = context => new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await FluentActions.Awaiting(() => _node.SetPassiveAsync(null, impatient.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_watch_goes_on_when_the_node_is_there_again()
    {
        using var enough = new CancellationTokenSource(Bounds.Back);
        await using var news = _node.WatchAsync(enough.Token).GetAsyncEnumerator(CancellationToken.None);
        _admin.Say(new V1.WatchResponse { Snapshot = _admin.Roster });
        _admin.Say(new V1.WatchResponse { Event = new V1.Event { Replica = "participant1", Term = 3, At = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)), RoleChanged = new V1.RoleChanged { Role = V1.Role.Demoting, Why = "asked" } } });
        (await NextAsync(news)).Should().Be(new NodeNews.Found(ReplicaRole.Active, 3, "the test says so", IsActive: true));
        (await NextAsync(news)).Should().Be(new NodeNews.Changed(new ReplicaEvent.RoleChanged("participant1", 3, TimeSpan.FromSeconds(1), ReplicaRole.Demoting, "asked")));

        await _server.DisposeAsync();
        (await NextAsync(news)).Should().BeOfType<NodeNews.Lost>();

        var after = new FakeAdmin();
        after.Say(new V1.WatchResponse { Snapshot = after.Roster });
        await using var again = await FakeAdminServer.StartAsync(after, _server.Port);
        NodeNews back;
        while ((back = await NextAsync(news)) is NodeNews.Lost)
        {
        }

        back.Should().Be(new NodeNews.Found(ReplicaRole.Active, 3, "the test says so", IsActive: true));
    }

    private static async Task<NodeNews> NextAsync(IAsyncEnumerator<NodeNews> news)
    {
        (await news.MoveNextAsync()).Should().BeTrue();
        return news.Current;
    }

    private static async Task<(FailureKind Kind, string Sentence)> FailureAsync(Task task)
    {
        var failure = (await FluentActions.Awaiting(() => task).Should().ThrowAsync<CommandFailedException>()).Which;
        return (failure.Kind, failure.Message);
    }

    private static RemoteNode Node(int port, TimeSpan? request = null)
    {
        var settings = ConfigurationLoader.RemoteAt(new RemoteEndpoint("127.0.0.1", port));
        var timeouts = settings.Timeouts with { Request = request ?? settings.Timeouts.Request };
        return new RemoteNode(settings with { Name = "participant1", Timeouts = timeouts }, TimeProvider.System);
    }
}
