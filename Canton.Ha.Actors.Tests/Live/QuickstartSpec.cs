using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The embedded store, as somebody meets it who tries the node for the first time.</summary>
public sealed class QuickstartSpec(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] s_replicas = ["participant1", "participant2", "participant3"];

    /// <summary>The ports of the file may be in use on a machine that runs tests.</summary>
    private static readonly Dictionary<string, int> s_ports = s_replicas
        .SelectMany(replica => new[] { $"participants.{replica}.ledger-api.port", $"participants.{replica}.admin-api.port" })
        .Append("synchronizers.synchronizer.public-api.port").Append("synchronizers.synchronizer.admin-api.port")
        .ToDictionary(key => key, _ => PostgresServer.FreePort());

    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-quickstart-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_README_shows_is_what_happens()
    {
        await using var node = Start();
        var active = await ActiveAsync(node, except: "", Bounds.Start);
        foreach (var step in ReadmeSession.Read("README.md"))
            if (step.IsForNode)
            {
                await node.TypeAsync(step.Typed.Replace("participant1", active, StringComparison.Ordinal));
                active = await ActiveAsync(node, active, Bounds.Takeover);
            }
            else
            {
                var run = await ClientAsync(step.Typed.Split(' '));
                run.Should().Match<string[]>(lines => step.IsAnsweredBy(lines), "{0} is answered by\n{1}", step.Typed, string.Join('\n', step.Answer));
            }

        await ShouldStopAsync(node);
    }

    [Fact]
    public async Task Three_replicas_run_in_one_process_and_the_active_role_goes_around()
    {
        await using var node = Start();

        var active = await ActiveAsync(node, except: "", Bounds.Start);
        for (var round = 0; round < 3; round++)
        {
            await Eventually.BecomesTrueAsync("the others are ready", async () => (await node.GetStatusAsync("/health/ready")) == 200, Bounds.Back);
            await node.TypeAsync($"{active}.replication.set_passive()");
            active = await ActiveAsync(node, active, Bounds.Takeover);
        }

        await node.TypeAsync("participant1.replication.rostr()");
        await node.WaitForLineAsync("Did you mean 'participant1.replication.roster'?", Bounds.Back);
        await ShouldStopAsync(node);
    }

    [Fact]
    public async Task Another_process_takes_over_the_embedded_store_from_one_that_is_killed()
    {
        await using var replicas = new ReplicaSet(ReplicaSet.Embedded(Path.Combine(_folder, "participant.db")), s_replicas);
        await replicas.StartAsync();
        await replicas.TellAsync(output, async active =>
        {
            for (var round = 0; round < 2; round++)
            {
                active.Signal(Signals.Kill);
                var successor = await replicas.SuccessorAsync(active, Bounds.Takeover);
                active = successor;
            }

            await replicas.HealAsync();
            (await active.FirstClaimAsync()).IsActive.Should().BeTrue("who comes back is passive");
        });
    }

    private NodeProcess Start()
    {
        var port = PostgresServer.FreePort();
        var command = NodeCommand.Product(
        [
            "--config", Path.Combine(Repository.Root, "hocon/quickstart.conf"),
            .. s_ports.SelectMany(chosen => new[] { "-C", $"canton.{chosen.Key}={chosen.Value}" }),
            .. s_replicas.SelectMany(replica => new[] { "-C", $"canton.participants.{replica}.synchronizers.local.connections={s_ports["synchronizers.synchronizer.public-api.port"]}" }),
        ]);
        return NodeProcess.Start(
            "quickstart", new Uri($"http://127.0.0.1:{port}"), NodeCommand.With($"QUICKSTART_PATH={_folder}", NodeCommand.With($"HEALTH_PORT={port}", command)));
    }

    /// <summary>What the client of README writes.</summary>
    private static async Task<string[]> ClientAsync(string[] command)
    {
        var replicas = string.Join(',', s_replicas.Select(replica => $"127.0.0.1:{s_ports[$"participants.{replica}.ledger-api.port"]}"));
        var run = await ConsoleRun.OfProgramAsync(NodeCommand.With($"LEDGER_API={replicas}", [Path.Combine(Repository.Root, command[0]), .. command[1..]]), input: "");
        return [.. run.Output, .. run.Errors];
    }

    private static async Task ShouldStopAsync(NodeProcess node)
    {
        await node.TypeAsync("exit");
        (await node.WaitForExitAsync(Bounds.Stop)).Should().Be(0, "it wrote:\n{0}", string.Join('\n', node.Log));
    }

    /// <summary>The name of the one active replica, which must not be <paramref name="except"/>.</summary>
    private static async Task<string> ActiveAsync(NodeProcess node, string except, TimeSpan limit)
    {
        string[] active = [];
        await Eventually.BecomesTrueAsync($"another replica than {except} is active", async () =>
        {
            var answers = await Task.WhenAll(s_replicas.Select(name => node.GetStatusAsync($"/health/{name}")));
            active = [.. s_replicas.Where((_, index) => answers[index] == 200)];
            return active.Length == 1 && active[0] != except;
        }, limit);
        return active[0];
    }
}
