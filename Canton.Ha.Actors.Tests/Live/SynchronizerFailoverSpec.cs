using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>
/// Three replicas of a synchronizer in processes of their own; several members submit, resend what has an unknown outcome and hear.
/// <c>SEQUENCER_FAILOVERS</c> says how many failovers of each kind there are (2).
/// </summary>
public sealed class SynchronizerFailoverSpec(SharedPostgres postgres, ITestOutputHelper output) : IClassFixture<SharedPostgres>
{
    private static readonly string[] Names = ["sync1", "sync2", "sync3"];

    [Fact]
    public async Task Whatever_befalls_the_active_replica_every_member_hears_every_acknowledged_message_once_in_one_order() =>
        await TellAsync(ReplicaSet.Postgres(await postgres.CreateDatabaseAsync()));

    [Fact]
    public async Task The_same_holds_on_the_embedded_store()
    {
        var folder = Directory.CreateTempSubdirectory("canton-ha-sync-");
        try
        {
            await TellAsync(ReplicaSet.Embedded(Path.Combine(folder.FullName, "sync.db")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_replica_of_a_participant_is_refused_on_the_database_of_a_synchronizer()
    {
        var storage = await postgres.CreateDatabaseAsync();
        await using var synchronizer = Synchronizer(ReplicaSet.Postgres(storage), out _, "sync1");
        await synchronizer.StartAsync();
        await using var participant = new ReplicaSet(ReplicaSet.Postgres(storage), "participant1");

        var refused = participant.Start("participant1");

        (await refused.WaitForExitAsync(Bounds.Start)).Should().Be(2);
        refused.Log.Should().Contain(line => line.Contains($"The database {storage.Database} belongs to the synchronizer \"{storage.Database}\", but this replica is configured as participant", StringComparison.Ordinal));
    }

    private async Task TellAsync(string storage)
    {
        await using var replicas = Synchronizer(storage, out var ports, Names);
        await replicas.StartAsync();
        await replicas.TellAsync(output, async _ =>
        {
            await using var load = await SequencerLoad.StartAsync(Names.Select(name => new Uri($"http://127.0.0.1:{ports[name]}")), "alice", "bob", "carol");
            for (var i = 0; i < Failovers; i++)
            {
                await load.GrowAsync();
                await KillAsync(replicas);
                await load.GrowAsync();
                await SetPassiveAsync(replicas, ports);
            }

            await load.GrowAsync();
            await load.EndAsync();
            output.WriteLine(load.Summary);
            load.ShouldHaveHeardOneOrder();
        });
    }

    private static async Task KillAsync(ReplicaSet replicas)
    {
        var active = await replicas.ActiveAsync(Bounds.Takeover);
        active.Signal(Signals.Kill);
        await active.WaitForExitAsync(Bounds.Stop);
        await replicas.SuccessorAsync(active, Bounds.Takeover);
        replicas.Start(active.Name);
        await replicas.HealAsync();
    }

    private static async Task SetPassiveAsync(ReplicaSet replicas, IReadOnlyDictionary<string, int> ports)
    {
        var active = await replicas.ActiveAsync(Bounds.Takeover);
        await active.TypeAsync($"{active.Name}.replication.set_passive()");
        await replicas.SuccessorAsync(active, Bounds.Takeover);
        await Eventually.BecomesTrueAsync($"{active.Name} refuses members", async () => !await SequencerPort.TryConnectAsync(ports[active.Name]), 5.Seconds());
    }

    private static ReplicaSet Synchronizer(string storage, out IReadOnlyDictionary<string, int> ports, params string[] names)
    {
        var chosen = names.ToDictionary(name => name, _ => PostgresServer.FreePort());
        ports = chosen;
        return new ReplicaSet(storage, names) { Group = "canton.synchronizers", Further = name => $"public-api.port = {chosen[name]}" };
    }

    private static int Failovers => RunOption.Number("SEQUENCER_FAILOVERS", 2);
}
