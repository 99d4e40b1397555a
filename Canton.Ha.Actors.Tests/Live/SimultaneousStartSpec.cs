using Akka.Actor;
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
[Collection(SharedPostgresTests.Name)]
public sealed class SimultaneousStartSpec(SharedPostgres postgres) : IAsyncLifetime
{
    private static readonly NodeOptions Options = new(LogFormat.Text, [], HasStatementFence: true);

    private readonly CantonSettings _any = Settings("any", Embedded);
    private ActorSystem _system = null!;

    private static IEnumerable<string> Embedded => ["type=embedded", "config.path=nowhere.db"];

    public Task InitializeAsync()
    {
        _system = ActorSystem.Create("simultaneous-start", AkkaConfiguration.From(_any));
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public async Task One_of_two_replicas_that_start_at_the_same_instant_becomes_active_in_the_first_term_fifty_times()
    {
        for (var round = 0; round < 50; round++)
            await StartTwoAsync(await postgres.CreateDatabaseAsync(), $"one{round}", $"two{round}");
    }

    private async Task StartTwoAsync(StorageSettings.Postgres storage, params string[] names)
    {
        Replica[] replicas = [.. names.Select(name => Make(name, storage))];
        var running = replicas.Select(replica => replica.Start(_system, _ => { })).ToList();

        await Eventually.BecomesTrueAsync(
            "one replica is active and the other one sees it lead", () => Task.FromResult(HasSettled(replicas)), Bounds.Start);

        (await postgres.Server.ReadAsync<string>(storage.Database, "select string_agg(replica, ', ') from canton_ha.term")).Should().Be(
            replicas.Single(replica => replica.Board.Current.IsActive).Settings.Name, "the lock goes to one of them, once");
        (await Task.WhenAll(running.Select(replica => replica.GracefulStop(10.Seconds())))).Should().AllBeEquivalentTo(true);
    }

    private static bool HasSettled(Replica[] replicas) =>
        Array.Find(replicas, replica => replica.Board.Current.IsActive) is { } active
        && replicas.All(replica => replica.Board.Current is { IsReady: true } status && status.Roster.Leader == active.Settings.Name)
        && replicas.Count(replica => replica.Board.Current.Role == ReplicaRole.Passive) == 1;

    private static Replica Make(string name, StorageSettings.Postgres storage)
    {
        var settings = Settings(
            name,
            [
                "type=postgres", $"config.properties.serverName={storage.Hosts[0]}", $"config.properties.portNumber={storage.Port}",
                $"config.properties.databaseName={storage.Database}", $"config.properties.user={storage.User}",
            ]).Participants[0];
        return new Replica(settings, Options, configuration: "");
    }

    private static CantonSettings Settings(string name, IEnumerable<string> storage) =>
        ConfigurationLoader.Load([], [.. storage.Select(setting => $"canton.participants.{name}.storage.{setting}")], onlyNode: null);
}
