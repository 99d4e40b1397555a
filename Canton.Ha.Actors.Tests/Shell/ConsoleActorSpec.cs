using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell;

public sealed class ConsoleActorSpec : TestKit
{
    private static readonly DateTimeOffset s_began = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private readonly TestProbe _replica;
    private readonly TestProbe _output;
    private readonly Board _board = Board.Of("participant1", ReplicaRole.Active);
    private readonly History _history = new();
    private readonly List<ConsoleNode> _nodes;

    public ConsoleActorSpec()
    {
        _replica = CreateTestProbe();
        _output = CreateTestProbe();
        var other = Board.Of("participant2", ReplicaRole.Passive);
        _nodes = [new("participant1", _replica, _board.Status, _history), new("participant2", _replica, other.Status, _history)];
    }

    [Fact]
    public void A_person_is_prompted_and_a_script_is_not()
    {
        Console(isInteractive: true);
        _output.ExpectMsg("Type help for the commands.\n");
        _output.ExpectMsg("@ ");

        var script = Console(isInteractive: false);
        script.Tell(new ConsoleProtocol.Line("participant1.health.is_active()"));
        _output.ExpectMsg("true\n");
        _output.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_replica_is_asked_to_hand_over_and_its_answer_is_shown_when_it_comes()
    {
        var console = Interactive();

        console.Tell(new ConsoleProtocol.Line("participant1.replication.set_passive()"));
        _output.ExpectMsg("participant1 is asked to hand over.\n");
        _output.ExpectMsg("@ ");
        _replica.ExpectMsg<ReplicationProtocol.SetPassive>();
        console.Tell(new ConsoleProtocol.Line("participant2.health.is_active()"));
        _output.ExpectMsg("false\n");
        _output.ExpectMsg("@ ");

        _replica.Reply(new ReplicationProtocol.HandedOver("participant2", 4, TimeSpan.FromMilliseconds(85.4)));
        _output.ExpectMsg("participant1 handed over to participant2, which passed the barrier in term 4 after 85 ms.\n");
        _output.ExpectMsg("@ ");
    }

    [Fact]
    public void A_refusal_is_shown_with_its_reason()
    {
        Interactive().Tell(new ConsoleProtocol.Line("participant1.replication.set_passive"));
        _replica.ExpectMsg<ReplicationProtocol.SetPassive>();

        _replica.Reply(new ReplicationProtocol.Refused(RefusalReason.NoOtherReplica, "no other replica could take over."));

        _output.FishForMessage<string>(text => text == "participant1 did not hand over: no other replica could take over.\n");
    }

    [Fact]
    public void It_is_shown_when_nobody_took_over()
    {
        Interactive().Tell(new ConsoleProtocol.Line("participant1.replication.set_passive"));
        _replica.ExpectMsg<ReplicationProtocol.SetPassive>();

        _replica.Reply(new ReplicationProtocol.NobodyTookOver(TimeSpan.FromSeconds(10)));

        _output.FishForMessage<string>(text => text == "Nobody took over from participant1 within 10 s; it contends again.\n");
    }

    [Fact]
    public void A_replica_that_has_stopped_cannot_hand_over()
    {
        var console = Interactive();
        Sys.Stop(_replica);

        console.Tell(new ConsoleProtocol.Line("participant1.replication.set_passive"));

        _output.FishForMessage<string>(text => text == "participant1 has stopped for good and cannot hand over.\n");
    }

    [Fact]
    public void A_script_waits_for_each_answer_and_the_node_outlives_it()
    {
        var console = Console(isInteractive: false);
        console.Tell(new ConsoleProtocol.Line("participant1.replication.set_passive()"));
        console.Tell(new ConsoleProtocol.Line("participant1.health.is_active()"));
        console.Tell(ConsoleProtocol.InputEnded.Instance);
        _output.ExpectMsg("participant1 is asked to hand over.\n");
        _replica.ExpectMsg<ReplicationProtocol.SetPassive>();
        _output.ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        _replica.Reply(new ReplicationProtocol.Refused(RefusalReason.NotActive, "it is not active."));

        _output.ExpectMsg("participant1 did not hand over: it is not active.\n");
        _output.ExpectMsg("true\n");
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Exit_stops_the_node()
    {
        Console(isInteractive: false).Tell(new ConsoleProtocol.Line("exit"));
        ExpectMsg("stop");
    }

    [Fact]
    public void The_end_of_what_a_person_types_stops_the_node()
    {
        Interactive().Tell(ConsoleProtocol.InputEnded.Instance);
        ExpectMsg("stop");
    }

    [Fact]
    public void The_status_is_shown_in_the_order_of_the_reference() =>
        Lines("participant1.health.status()").Select(line => line.Split(':')[0]).Should().Equal(
            "Participant id", "Uptime", "Ports", "\thealth", "Connected synchronizers", "Unhealthy synchronizers", "Active", "Role", "Components",
            "\twrite-pool ", "Version", "Supported protocol version(s)");

    [Fact]
    public void The_status_tells_what_the_replica_knows()
    {
        Lines("participant1.health.status()").Should().Contain(["Active: true", "\thealth: 127.0.0.1:8081", "\twrite-pool : Ok()"])
            .And.ContainMatch("Role: active in term 3 for * s: the test says so");

        _board.Become(ReplicaRole.StandingBack, trouble: "no database");
        Lines("participant1.health.status()").Should().Contain(["Active: false", "Trouble: no database", "\twrite-pool : Not Initialized"]);
    }

    [Fact]
    public void All_nodes_can_be_shown_at_once()
    {
        Lines("nodes").Should().Equal("participant1: active, term 3", "participant2: passive, term 3");
        Lines("health.status()").Should().Contain(["Participant id: participant1", "Participant id: participant2", "Ports: None"]);
    }

    [Fact]
    public void The_roster_names_addresses_and_the_leader() =>
        Lines("participant1.replication.roster()").Should().Equal("participant1 at 127.0.0.1:8081, leads", "participant2");

    [Fact]
    public void The_history_is_one_line_per_term()
    {
        _history.Terms.Add(new TermRecord(2, "participant2", "failover", s_began, null, null, null));
        _history.Terms.Add(new TermRecord(1, "participant1", "first start", s_began, s_began.AddSeconds(1), s_began.AddSeconds(2), "handed over"));

        Lines("participant1.replication.history(7)").Should().Equal(
            "term 2: participant2 after failover, began at 2026-01-02T03:04:05.678Z",
            "term 1: participant1 after first start, began at 2026-01-02T03:04:05.678Z, active at 2026-01-02T03:04:06.678Z, "
            + "ended at 2026-01-02T03:04:07.678Z: handed over");
        _history.Limit.Should().Be(7);
    }

    [Fact]
    public void A_history_that_cannot_be_read_says_why()
    {
        _history.Failure = new IOException("the disk is gone");
        Lines("participant2.replication.history").Should().Equal("The history of participant2 cannot be read: the disk is gone");
    }

    [Fact]
    public void Help_names_every_command()
    {
        var help = Lines("help");
        foreach (var name in new[] { "status", "is_active", "set_passive", "roster", "history", "nodes", "exit" })
            help.Should().ContainMatch($"*{name}*");
    }

    [Fact]
    public void A_mistake_is_answered() =>
        Lines("participant1.replication.rooster()").Should().Equal(
            "There is no command 'participant1.replication.rooster'. Did you mean 'participant1.replication.roster'?");

    [Fact]
    public void Lines_are_read_on_a_thread_of_their_own_until_the_input_ends()
    {
        new TerminalInput(new StringReader("nodes\n\nexit"), TestActor).Start();

        ExpectMsg(new ConsoleProtocol.Line("nodes"));
        ExpectMsg(new ConsoleProtocol.Line(""));
        ExpectMsg(new ConsoleProtocol.Line("exit"));
        ExpectMsg<ConsoleProtocol.InputEnded>();
    }

    private string[] Lines(string command)
    {
        Console(isInteractive: false).Tell(new ConsoleProtocol.Line(command));
        return _output.ExpectMsg<string>().TrimEnd('\n').Split('\n');
    }

    private IActorRef Interactive()
    {
        var console = Console(isInteractive: true);
        _output.ExpectMsg("Type help for the commands.\n");
        _output.ExpectMsg("@ ");
        return console;
    }

    private IActorRef Console(bool isInteractive)
    {
        var stop = TestActor;
        var terminal = new ConsoleTerminal(new ProbeWriter(_output), isInteractive, () => stop.Tell("stop"));
        return Sys.ActorOf(ConsoleActor.Props(_nodes, terminal, TimeProvider.System));
    }

    private sealed class History : ITermHistory
    {
        public List<TermRecord> Terms { get; } = [];

        public int Limit { get; private set; }

        public Exception? Failure { get; set; }

        public Task<IReadOnlyList<TermRecord>> ReadAsync(int limit, CancellationToken cancellation)
        {
            Limit = limit;
            return Failure is { } failure ? Task.FromException<IReadOnlyList<TermRecord>>(failure) : Task.FromResult<IReadOnlyList<TermRecord>>(Terms);
        }
    }
}
