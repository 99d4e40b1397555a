using Akka.Actor;
using Akka.Actor.Setup;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Node;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>Two replicas that know nothing yet begin at the same instant, with actors and sessions like those of a process of their own.</summary>
public sealed class SimultaneousStartSpec(SharedPostgres postgres) : IClassFixture<SharedPostgres>
{
    private static readonly NodeOptions Options = new(LogFormat.Text, [], HasStatementFence: true);

    [Fact]
    public async Task One_of_two_replicas_that_start_at_the_same_instant_becomes_active_in_the_first_term_three_times()
    {
        for (var round = 0; round < 3; round++)
            await StartTwoAsync(await postgres.CreateDatabaseAsync());
    }

    private async Task StartTwoAsync(StorageSettings.Postgres storage)
    {
        var settings = ConfigurationLoader.Load([], [.. SettingsOf("one", storage), .. SettingsOf("two", storage)], onlyNode: null);
        Replica[] replicas = [.. settings.Participants.Select(participant => new Replica(participant, Options, configuration: ""))];
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(AkkaConfiguration.From(settings)), CantonNode.Journals(replicas));
        using var system = ActorSystem.Create("simultaneous-start", setup);
        var running = replicas.Select(replica => replica.Start(system, _ => { })).ToList();

        await Eventually.BecomesTrueAsync(
            "one replica is active and the other one sees it lead", () => Task.FromResult(HasSettled(replicas)), Bounds.Start);

        (await postgres.Server.ReadAsync<string>(storage.Database, "select string_agg(replica, ', ') from canton_ha.term")).Should().Be(
            replicas.Single(replica => replica.Board.Current.IsActive).Settings.Name, "the lock goes to one of them, once");
        (await Task.WhenAll(running.Select(replica => replica.GracefulStop(10.Seconds())))).Should().AllBeEquivalentTo(true);
        await system.Terminate();
    }

    private static bool HasSettled(Replica[] replicas) =>
        Array.Find(replicas, replica => replica.Board.Current.IsActive) is { } active
        && replicas.All(replica => replica.Board.Current is { IsReady: true } status && status.Roster.Leader == active.Settings.Name)
        && replicas.Count(replica => replica.Board.Current.Role == ReplicaRole.Passive) == 1;

    /// <summary>The patient profile: a machine with too much to do shall not end the first term before it was looked at.</summary>
    private static IEnumerable<string> SettingsOf(string name, StorageSettings.Postgres storage) =>
    [
        $"canton.participants.{name}.replication.profile=patient",
        .. new[]
        {
            "type=postgres", $"config.properties.serverName={storage.Hosts[0]}", $"config.properties.portNumber={storage.Port}",
            $"config.properties.databaseName={storage.Database}", $"config.properties.user={storage.User}",
        }.Select(setting => $"canton.participants.{name}.storage.{setting}"),
    ];
}
