using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The console as a process of its own, against nodes in theirs: what a script sees.</summary>
public sealed class RemoteConsoleSpec : IClassFixture<TwoReplicas>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-console-").FullName;
    private readonly TwoReplicas _two;
    private readonly ITestOutputHelper _output;

    public RemoteConsoleSpec(TwoReplicas two, ITestOutputHelper output)
    {
        (_two, _output) = (two, output);
        File.WriteAllLines(Remotes, Replicas.Names.Select(name =>
            $"canton.remote-participants.{name} {{ admin-api.port = {Replicas.AdminOf(name).Split(':')[1]}, timeouts {{ connect = 15s, request = 15s }} }}"));
    }

    private ReplicaSet Replicas => _two.Set;

    private string Remotes => Path.Combine(_folder, "remote.conf");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task A_script_hands_over_and_is_told_what_became_of_it() => TellAsync(async active =>
    {
        var other = Other(active);
        var done = await ExecuteAsync($"{active.Name}.replication.set_passive(\"{other.Name}\")", $"{other.Name}.health.wait_for_active(10)", "nodes");
        done.ShouldHaveEndedWith(0);
        done.Output[0].Should().Match($"{active.Name} handed over to {other.Name}, which passed the barrier in term * after * ms.");
        done.Output.Should().ContainMatch($"{other.Name}  active *");
        (await other.IsActiveAsync()).Should().BeTrue();

        var refused = await ExecuteAsync($"{active.Name}.replication.set_passive()", "nodes");
        refused.ShouldHaveEndedWith(1);
        refused.Errors[^1].Should().Contain($"{active.Name} refused, NODE_IS_PASSIVE_REPLICA: ").And.Contain(other.Name).And.Contain(Replicas.AdminOf(other.Name));
        refused.Output.Should().BeEmpty("the first failure ends the run");

        var mistaken = await ExecuteAsync($"{active.Name}.replication.set_pasive()");
        mistaken.ShouldHaveEndedWith(2);
        mistaken.Errors.Should().Equal($"There is no command '{active.Name}.replication.set_pasive'. Did you mean '{active.Name}.replication.set_passive'?");

        active.Signal(Signals.Kill);
        await active.WaitForExitAsync(Bounds.Stop);
        var unreachable = await ExecuteAsync($"{active.Name}.replication.set_passive()");
        unreachable.ShouldHaveEndedWith(3);
        unreachable.Errors[^1].Should().Be($"{active.Name} cannot be reached at {Replicas.AdminOf(active.Name)}: connection refused.");
    });

    [Fact]
    public Task A_pause_is_seen_by_everybody_until_it_is_ended() => TellAsync(async active =>
    {
        (await ExecuteAsync($"{active.Name}.replication.pause(\"a new disk\")", $"{active.Name}.replication.set_priority(\"{active.Name}\", 5)")).ShouldHaveEndedWith(0);
        await Eventually.BecomesTrueAsync("the other one knows", () => IsPausedForAsync(Other(active), "a new disk"), Bounds.Start);
        (await ExecuteAsync($"{active.Name}.replication.resume()")).Output.Should().Contain("Automatic failover is on.");
    });

    [Fact]
    public Task Commands_come_from_standard_input_and_nodes_are_asked_for_their_names() => TellAsync(async active =>
    {
        var run = await ConsoleRun.WithInputAsync(
            $"{active.Name}.health.is_active()\n\n{active.Name}.replication.history\nexit\nnodes\n", "--admin", Replicas.AdminOf("participant1"), "--admin", Replicas.AdminOf("participant2"));

        run.ShouldHaveEndedWith(0);
        run.Output[0].Should().Be("true");
        run.Output[1].Should().MatchRegex("^term +replica +after +began");
        run.Output.Should().ContainMatch("1 *first start*").And.NotContainMatch("node *");
    });

    [Fact]
    public Task A_watch_sees_a_failover_and_the_return_of_the_dead() => TellAsync(async active =>
    {
        var other = Other(active);
        await using var console = NodeProcess.Start("console", active.Health, NodeCommand.Product("console", "--config", Remotes, "--execute", "watch"));
        await console.WaitForLineAsync($"{active.Name} is active in term", Bounds.Start);
        await console.WaitForLineAsync($"{other.Name} is passive", Bounds.Start);

        active.Signal(Signals.Kill);
        await console.WaitForLineAsync($"{active.Name} cannot be watched: ", Bounds.Back);
        await console.WaitForLineAsync($"{other.Name} is active in term", Bounds.Takeover);

        var known = console.Log.Count;
        await Replicas.HealAsync();
        await console.WaitForLineAsync($"{active.Name} is passive", Bounds.Start, known);
    });

    [Fact]
    public Task A_dump_is_an_archive_and_the_log_can_be_made_louder() => TellAsync(async active =>
    {
        var file = Path.Combine(_folder, "dump.zip");
        var run = await ExecuteAsync($"{active.Name}.health.dump(\"{file}\")", $"{active.Name}.health.set_log_level(\"DEBUG\")", $"{active.Name}.health.set_log_level(\"LOUD\")");

        run.ShouldHaveEndedWith(1);
        run.Output.Should().HaveCount(2);
        run.Errors[^1].Should().Contain("LOUD");
        using var archive = System.IO.Compression.ZipFile.OpenRead(file);
        archive.Entries.Should().NotBeEmpty();
    });

    [Fact]
    public Task The_health_server_is_no_Admin_API() => TellAsync(async active =>
    {
        var health = $"{active.Health.Host}:{active.Health.Port}";
        var run = await ConsoleRun.OfAsync("--admin", health, "--execute", "nodes");
        run.ShouldHaveEndedWith(3);
        run.Errors.Should().Equal($"The node has no Admin API at {health}: what listens there does not speak gRPC.");
    });

    private Task TellAsync(Func<NodeProcess, Task> story) => _two.TellAsync(_output, (_, active) => story(active));

    private async Task<bool> IsPausedForAsync(NodeProcess node, string why)
    {
        var roster = await ExecuteAsync($"{node.Name}.replication.roster");
        return roster.Output[^1].Contains("failover is paused by", StringComparison.Ordinal) && roster.Output[^1].Contains(why, StringComparison.Ordinal);
    }

    private NodeProcess Other(NodeProcess active) => Replicas.Nodes.Single(node => node.Name != active.Name);

    private Task<ConsoleRun> ExecuteAsync(params string[] commands) =>
        ConsoleRun.OfAsync(["--config", Remotes, .. commands.SelectMany(command => new[] { "--execute", command })]);
}
