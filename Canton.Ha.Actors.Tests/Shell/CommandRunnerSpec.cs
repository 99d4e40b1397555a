using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell;

public sealed class CommandRunnerSpec : IDisposable
{
    private static readonly DateTimeOffset s_began = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-dump-").FullName;
    private readonly FakeConsoleNode _first = new("participant1");
    private readonly FakeConsoleNode _second = new("participant2");
    private readonly ShownLines _shown = new();
    private readonly CommandRunner _runner;
    private readonly CommandParser _parser;

    public CommandRunnerSpec()
    {
        _runner = new CommandRunner([_first, _second], _shown, TimeProvider.System);
        _parser = new CommandParser([_first, _second]);
        _second.Status = _second.Status with { IsActive = false, Role = ReplicaRole.Passive, Term = 0 };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_status_is_shown_in_the_order_of_the_reference() =>
        (await LinesAsync("participant1.health.status()")).Select(line => line.Split(':')[0]).Should().Equal(
            "Participant id", "Uptime", "Ports", "\tadmin", "Connected synchronizers", "Unhealthy synchronizers", "Active", "Role", "Components",
            "\twrite-pool ", "Version", "Supported protocol version(s)");

    [Fact]
    public async Task The_status_tells_what_the_node_knows()
    {
        (await LinesAsync("participant1.health.status()")).Should().Contain(
            ["Uptime: 90 s", "Active: true", "\tadmin: 5012", "\twrite-pool : Ok()", "Role: active in term 3 for 2 s: the test says so", "Connected synchronizers: None"]);

        _first.Status = _first.Status with
        {
            Trouble = "no database",
            Synchronizers = [new NodeStatus.Synchronizer("da::1", IsHealthy: true), new NodeStatus.Synchronizer("db::2", IsHealthy: false)],
            Policy = FailoverPolicy.None with { Pause = new FailoverPause("somebody", "a new disk", s_began) },
        };
        (await LinesAsync("participant1.health.status()")).Should().Contain(
            ["Trouble: no database", "Connected synchronizers:", "\tda::1", "\tdb::2", "Automatic failover is paused by somebody since 2026-01-02T03:04:05Z: a new disk"]);
    }

    [Fact]
    public async Task All_nodes_can_be_shown_at_once()
    {
        (await LinesAsync("nodes")).Should().Equal(
            "node          role     term  place",
            "participant1  active   3     127.0.0.1:5012",
            "participant2  passive  0     127.0.0.1:5012");
        (await LinesAsync("health.status()")).Should().Contain(["Participant id: participant1", "Participant id: participant2"]);
    }

    [Fact]
    public async Task A_node_that_cannot_be_reached_hides_no_other()
    {
        _first.Failure = new CommandFailedException(FailureKind.Unreachable, "gone");

        (await FailureAsync("nodes")).Should().Be(FailureKind.Unreachable);
        (await FailureAsync("health.status()")).Should().Be(FailureKind.Unreachable);

        _shown.Results.Should().Contain(["participant1  unreachable        127.0.0.1:5012", "participant2  passive      0     127.0.0.1:5012", "Participant id: participant2"]);
    }

    [Fact]
    public async Task Whether_a_node_is_active_is_one_word()
    {
        (await LinesAsync("participant1.health.is_active()")).Should().Equal("true");
        (await LinesAsync("participant2.health.is_active()")).Should().Equal("false");
    }

    [Fact]
    public async Task The_roster_names_addresses_the_leader_priorities_and_a_pause()
    {
        _first.Roster = _first.Roster with
        {
            Policy = new FailoverPolicy(new FailoverPause("somebody", "a new disk", s_began), FailoverPolicy.None.Priorities.Add("participant2", 7)),
        };

        (await LinesAsync("participant1.replication.roster()")).Should().Equal(
            "replica              priority  admin           ledger  health",
            "participant1  leads  0         127.0.0.1:5012          127.0.0.1:8081",
            "participant2         7         127.0.0.1:5022",
            "Automatic failover is paused by somebody since 2026-01-02T03:04:05Z: a new disk");
    }

    [Fact]
    public async Task The_history_is_one_line_per_term()
    {
        _first.Terms =
        [
            new TermRecord(2, "participant2", "failover", s_began, null, null, null),
            new TermRecord(1, "participant1", "first start", s_began, s_began.AddSeconds(1), s_began.AddSeconds(2), "handed over"),
        ];

        (await LinesAsync("participant1.replication.history(7)")).Should().Equal(
            "term  replica       after        began                     active                    ended                     because",
            "2     participant2  failover     2026-01-02T03:04:05.678Z",
            "1     participant1  first start  2026-01-02T03:04:05.678Z  2026-01-02T03:04:06.678Z  2026-01-02T03:04:07.678Z  handed over");
        _first.Asked.Should().Equal("history 7");
        (await LinesAsync("participant2.replication.history")).Should().Equal("There was no term yet.");
    }

    [Fact]
    public async Task A_switchover_is_answered_with_the_successor()
    {
        _first.HandingOver.SetResult(new ReplicationProtocol.HandedOver("participant2", 4, TimeSpan.FromMilliseconds(85.4)));

        (await LinesAsync("participant1.replication.set_passive(\"participant2\")")).Should().Equal(
            "participant1 handed over to participant2, which passed the barrier in term 4 after 85 ms.");
        _first.Asked.Should().Equal("set_passive participant2");
    }

    [Fact]
    public async Task What_holds_for_taking_over_is_shown_when_it_was_changed()
    {
        (await LinesAsync("participant1.replication.pause(\"a new disk\")")).Should().Equal("Automatic failover is paused by somebody since 1970-01-01T00:00:00Z: a new disk");
        (await LinesAsync("participant1.replication.resume()")).Should().Equal("Automatic failover is on.");
        (await LinesAsync("participant1.replication.set_priority(\"participant2\", 7)")).Should().Equal("Automatic failover is on.", "Priorities: participant2 7");
    }

    [Fact]
    public async Task The_log_level_is_passed_on()
    {
        (await LinesAsync("participant1.health.set_log_level(\"debug\")")).Should().Equal("participant1 logs from level DEBUG on.");
        _first.Asked.Should().Equal("set_log_level debug");
    }

    [Fact]
    public async Task A_dump_becomes_a_new_file_or_none()
    {
        var file = Path.Combine(_folder, "dump.zip");
        _first.Failure = new CommandFailedException(FailureKind.Refused, "no");
        (await FailureAsync($"participant1.health.dump(\"{file}\")")).Should().Be(FailureKind.Refused);
        Directory.GetFiles(_folder).Should().BeEmpty();

        _first.Failure = null;
        (await LinesAsync($"participant1.health.dump(\"{file}\")")).Should().Equal($"{file} has the dump of participant1, 3 bytes.");
        (await File.ReadAllBytesAsync(file)).Should().Equal(1, 2, 3);

        (await FailureAsync($"participant1.health.dump(\"{file}\")")).Should().Be(FailureKind.Mistake);
        (await FailureAsync("participant1.health.dump(\"/nowhere/dump.zip\")")).Should().Be(FailureKind.Mistake);
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var help = string.Join('\n', await LinesAsync("help"));
        foreach (var form in CommandTable.For(_first, []).Concat(CommandTable.Common))
            help.Should().Contain(form.Name).And.Contain(form.Help);
    }

    private async Task<IReadOnlyList<string>> LinesAsync(string line)
    {
        var before = _shown.Results.Count;
        await _runner.RunAsync(_parser.Parse(line), CancellationToken.None);
        return [.. _shown.Results.Skip(before)];
    }

    private async Task<FailureKind> FailureAsync(string line)
    {
        var run = async () => await LinesAsync(line);
        return (await run.Should().ThrowAsync<CommandFailedException>()).Which.Kind;
    }
}
