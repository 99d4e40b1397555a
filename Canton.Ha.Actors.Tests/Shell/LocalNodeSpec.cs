using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell;

public sealed class LocalNodeSpec : TestKit
{
    private readonly TestProbe _replica;
    private readonly IActorRef _console;
    private readonly Board _board = Board.Of("participant1", ReplicaRole.Active);
    private readonly FakeTermHistory _history = new();
    private readonly FakeFailoverPolicies _policies = new();
    private readonly List<LogThreshold> _levels = [];

    private LocalNode _node;

    public LocalNodeSpec()
    {
        _replica = CreateTestProbe();
        _console = Sys.ActorOf(ConsoleActor.Props(), "console");
        _node = Node("participant1", _board, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_hand_over_is_sent_by_the_actor_of_the_console_and_answered()
    {
        var handingOver = _node.SetPassiveAsync("participant2", CancellationToken.None);
        _replica.ExpectMsg<ReplicationProtocol.SetPassive>().Should().Be(new ReplicationProtocol.SetPassive("asked for on the console", "participant2"));
        _replica.LastSender.Path.Parent.Should().Be(_console.Path);

        var answer = new ReplicationProtocol.HandedOver("participant2", 4, TimeSpan.FromMilliseconds(85));
        _replica.Reply(answer);

        (await handingOver).Should().Be(answer);
    }

    [Fact]
    public async Task A_refusal_is_a_sentence()
    {
        await RefusedAsync(new ReplicationProtocol.Refused(RefusalReason.NoOtherReplica, "no other replica could take over."), "participant1 did not hand over: no other replica could take over.");
        await RefusedAsync(new ReplicationProtocol.NobodyTookOver(TimeSpan.FromSeconds(10), "it is active again"), "Nobody took over from participant1 within 10 s; it is active again.");
        await RefusedAsync(new ReplicationProtocol.SomebodyElseTookOver("participant3", 4, "participant2"), "participant3 took over from participant1 in term 4, and not participant2.");
    }

    [Fact]
    public async Task A_replica_that_has_stopped_cannot_hand_over()
    {
        Sys.Stop(_replica);
        await FailsAsync(_node.SetPassiveAsync(null, CancellationToken.None), "participant1 has stopped for good and cannot hand over.");
    }

    [Fact]
    public async Task A_replica_that_does_not_answer_is_not_waited_for_for_ever()
    {
        _node = Node("participant1", _board, TimeSpan.FromMilliseconds(50));
        await FailsAsync(_node.SetPassiveAsync(null, CancellationToken.None), "participant1 has not answered within 1.05 s: look at participant1.health.status().");
    }

    [Fact]
    public async Task Its_status_is_that_of_the_board()
    {
        (await _node.ReadStatusAsync(CancellationToken.None)).Should().Match<NodeStatus>(status => status.IsActive && status.Term == 3 && status.Why == "the test says so");
        (await _node.ReadRosterAsync(CancellationToken.None)).Leader.Should().Be("participant1");

        _board.Become(ReplicaRole.StandingBack, trouble: "no database");

        (await _node.ReadStatusAsync(CancellationToken.None)).Should().Match<NodeStatus>(status => !status.IsActive && status.Trouble == "no database");
    }

    [Fact]
    public async Task What_holds_for_taking_over_is_changed_in_the_storage()
    {
        (await _node.PauseAsync("a new disk", CancellationToken.None)).Pause!.Why.Should().Be("a new disk");
        (await _node.SetPriorityAsync("participant2", 7, CancellationToken.None)).PriorityOf("participant2").Should().Be(7);
        (await _node.ResumeAsync(CancellationToken.None)).Pause.Should().BeNull();
        _policies.Current.PriorityOf("participant2").Should().Be(7);
    }

    [Fact]
    public async Task A_passive_replica_names_the_active_one_instead()
    {
        var node = Node("participant2", Board.Of("participant2", ReplicaRole.Passive), TimeSpan.FromMinutes(1));

        await FailsAsync(node.PauseAsync("why", CancellationToken.None), "participant2 refused, NODE_IS_PASSIVE_REPLICA: participant2 is passive and cannot do that: turn to participant1 at 127.0.0.1:5012.");

        _policies.Current.Pause.Should().BeNull();
    }

    [Fact]
    public async Task A_priority_is_only_for_a_replica_that_is_known() =>
        await FailsAsync(_node.SetPriorityAsync("nobody", 7, CancellationToken.None), "participant1 refused, PARTICIPANT_REPLICATION_UNKNOWN_REPLICA: There is no replica \"nobody\" of this participant that is known yet: *");

    [Fact]
    public async Task A_storage_that_is_not_what_it_was_is_a_sentence()
    {
        foreach (var failure in new Exception[] { new InvalidDataException("the file was replaced."), new StorageRefusedException("the file was replaced.") })
        {
            _history.Failure = failure;
            await FailsAsync(_node.ReadHistoryAsync(1, CancellationToken.None), "participant1 refused, PARTICIPANT_STORAGE_UNAVAILABLE: participant1 cannot use what it shares with the other replicas: the file was replaced.");
        }
    }

    [Fact]
    public async Task The_log_level_of_the_process_is_changed()
    {
        await _node.SetLogLevelAsync("debug", CancellationToken.None);
        _levels.Should().Equal(LogThreshold.Debug);
        await FailsAsync(_node.SetLogLevelAsync("LOUD", CancellationToken.None), "participant1 refused, INVALID_FIELD: The field level must be one of TRACE, DEBUG, INFO, WARN, ERROR, OFF, but is \"LOUD\".");
    }

    [Fact]
    public async Task A_dump_is_an_archive()
    {
        using var bytes = new MemoryStream();
        await _node.DumpAsync(bytes, CancellationToken.None);
        using var archive = new System.IO.Compression.ZipArchive(bytes);
        archive.Entries.Should().Contain(entry => entry.Name == "status.json");
    }

    [Fact]
    public async Task Changes_are_heard_until_nobody_watches_any_more()
    {
        using var enough = new CancellationTokenSource();
        await using var news = _node.WatchAsync(enough.Token).GetAsyncEnumerator(CancellationToken.None);
        (await news.MoveNextAsync()).Should().BeTrue();
        news.Current.Should().Be(new NodeNews.Found(ReplicaRole.Active, 3, "the test says so", IsActive: true));
        var next = news.MoveNextAsync();
        var lost = new ReplicaEvent.LockLost("participant1", 3, TimeSpan.Zero, "the test says so");
        Sys.EventStream.Publish(new ReplicaEvent.LockLost("participant2", 3, TimeSpan.Zero, "of another replica"));
        Sys.EventStream.Publish(lost);

        (await next).Should().BeTrue();
        news.Current.Should().Be(new NodeNews.Changed(lost));

        var none = news.MoveNextAsync();
        await enough.CancelAsync();
        await FluentActions.Awaiting(() => none.AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    private async Task RefusedAsync(object answer, string sentence)
    {
        var handingOver = _node.SetPassiveAsync(null, CancellationToken.None);
        _replica.ExpectMsg<ReplicationProtocol.SetPassive>();
        _replica.Reply(answer);
        await FailsAsync(handingOver, sentence);
    }

    private static async Task FailsAsync(Task task, string sentence) =>
        (await FluentActions.Awaiting(() => task).Should().ThrowAsync<CommandFailedException>().WithMessage(sentence)).Which.Kind.Should().Be(FailureKind.Refused);

    private LocalNode Node(string name, Board board, TimeSpan setPassiveTimeout)
    {
        var settings = ConfigurationFiles.Of($"canton.participants.{name}.storage {{ type = embedded, config.path = nowhere.db }}").Load().Participants[0];
        var replication = settings.Replication with { SetPassiveTimeout = setPassiveTimeout, DrainTimeout = TimeSpan.Zero, TransitionTimeout = TimeSpan.Zero };
        var node = new AdminNode
        {
            Settings = settings with { Replication = replication },
            Board = board.Status,
            History = _history,
            Policies = _policies,
            Addresses = () => new ReplicaAddresses("", "127.0.0.1:5012", ""),
            Configuration = "the configuration",
        };
        node.Started(new AdminActors(_replica, Sys.ActorOf(ReplicaWatch.Props(board.Status, node.Settings.Admin.Watch, TimeProvider.System)), Log, _levels.Add));
        return new LocalNode(node, _console);
    }
}
