using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The embedded store, as somebody meets it who tries the node for the first time.</summary>
[Collection(SharedPostgresTests.Name)]
public sealed class QuickstartSpec(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-quickstart-").FullName;

    /// <summary>The ports of the file may be in use on a machine that runs tests.</summary>
    private static IEnumerable<string> AnyAdminPort => Enumerable.Range(1, 3).SelectMany(i => new[] { "-C", $"canton.participants.participant{i}.admin-api.port=0" });

    private string Store => Path.Combine(_folder, "participant.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Three_replicas_run_in_one_process_and_the_active_role_goes_around()
    {
        var port = PostgresServer.FreePort();
        var command = NodeCommand.Product(["--config", Path.Combine(Repository.Root, "hocon/quickstart.conf"), .. AnyAdminPort]);
        await using var node = NodeProcess.Start(
            "quickstart", new Uri($"http://127.0.0.1:{port}"), NodeCommand.With($"QUICKSTART_PATH={Store}", NodeCommand.With($"HEALTH_PORT={port}", command)));

        var active = await ActiveAsync(node, except: "", Bounds.Start);
        for (var round = 0; round < 3; round++)
        {
            await Eventually.BecomesTrueAsync("the others are ready", async () => (await node.GetStatusAsync("/health/ready")) == 200, Bounds.Back);
            await node.TypeAsync($"{active}.replication.set_passive()");
            active = await ActiveAsync(node, active, Bounds.Takeover);
        }

        await node.TypeAsync("participant1.replication.rostr()");
        await node.WaitForLineAsync("Did you mean 'participant1.replication.roster'?", Bounds.Back);
        await node.TypeAsync("exit");
        (await node.WaitForExitAsync(Bounds.Stop)).Should().Be(0, "it wrote:\n{0}", string.Join('\n', node.Log));
    }

    [Fact]
    public async Task Another_process_takes_over_the_embedded_store_from_one_that_is_killed()
    {
        await using var replicas = new ReplicaSet(ReplicaSet.Embedded(Store), "participant1", "participant2", "participant3");
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

    /// <summary>The name of the one active replica, which must not be <paramref name="except"/>.</summary>
    private static async Task<string> ActiveAsync(NodeProcess node, string except, TimeSpan limit)
    {
        string[] active = [];
        await Eventually.BecomesTrueAsync($"another replica than {except} is active", async () =>
        {
            string[] names = ["participant1", "participant2", "participant3"];
            var answers = await Task.WhenAll(names.Select(name => node.GetStatusAsync($"/health/{name}")));
            active = [.. names.Where((_, index) => answers[index] == 200)];
            return active.Length == 1 && active[0] != except;
        }, limit);
        return active[0];
    }
}
