using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Sql.Config;
using Akka.Persistence.Sql.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Akka.Persistence.Sql.Tests;

/// <summary>What holds on every database.</summary>
public abstract class SqlPersistenceSpec : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<ActorSystem> _systems = [];

    protected SqlPersistenceSpec(TestDatabase database) => Database = database;

    /// <summary>The one the test works on.</summary>
    protected TestDatabase Database { get; }

    public Task InitializeAsync() => Database.CreateAsync();

    public async Task DisposeAsync()
    {
        foreach (var system in _systems)
            await system.Terminate();
        await Database.DropAsync();
    }

    [Fact]
    public async Task Events_outlive_their_system()
    {
        await PlaceAsync(Start().ActorOf(Shelf.Props("p")), "a", "b");
        (await ListAsync(Start().ActorOf(Shelf.Props("p")))).Should().Be("a,b");
    }

    [Fact]
    public async Task A_snapshot_is_offered_before_the_events_after_it()
    {
        var shelf = Start().ActorOf(Shelf.Props("p"));
        await PlaceAsync(shelf, "a", "b");
        (await shelf.Ask<SaveSnapshotSuccess>("save", Patience)).Metadata.SequenceNr.Should().Be(2);
        (await shelf.Ask<SaveSnapshotSuccess>("save", Patience)).Metadata.SequenceNr.Should().Be(2);
        await shelf.Ask<DeleteMessagesSuccess>(2L, Patience);
        await PlaceAsync(shelf, "c");

        (await ListAsync(Start().ActorOf(Shelf.Props("p")))).Should().Be("a,b,c");
        (await Database.ReadAsync("select persistence_id, sequence_number, serializer_id, manifest from snapshot")).Should().Equal("p|2|1|");
    }

    [Fact]
    public async Task Every_connection_is_asked_for_and_given_back()
    {
        var shelf = Start().ActorOf(Shelf.Props("p"));
        await PlaceAsync(shelf, "a", "bee");
        await shelf.Ask<SaveSnapshotSuccess>("save", Patience);
        await shelf.Ask<DeleteMessagesSuccess>(1L, Patience);
        await _systems[0].Terminate();

        Database.Made.Should().BeGreaterThan(5);
        Database.GivenBack.Should().Be(Database.Made);
    }

    [Fact]
    public async Task A_connection_string_is_enough()
    {
        await PlaceAsync(Start([]).ActorOf(Shelf.Props("p")), "a");
        Database.Made.Should().Be(0);
        (await ListAsync(Start().ActorOf(Shelf.Props("p")))).Should().Be("a");
    }

    [Fact]
    public async Task No_thread_waits_for_a_connection_when_the_tables_are_there()
    {
        await CreateTablesAsync();
        Database.HasToMakeTables = false;
        var shelf = Start().ActorOf(Shelf.Props("q"));
        await PlaceAsync(shelf, "a", "bee");
        await shelf.Ask<SaveSnapshotSuccess>("save", Patience);
        await shelf.Ask<DeleteMessagesSuccess>(1L, Patience);
        (await ListAsync(Start().ActorOf(Shelf.Props("q")))).Should().Be("a,bee");
    }

    [Fact]
    public async Task Each_plugin_may_have_connections_of_its_own()
    {
        var options = new MultiDataOptionsSetup();
        options.AddDataOptions("akka.persistence.journal.csv", Database.Options);
        var system = Start(options);
        await PlaceAsync(system.ActorOf(Shelf.Props("p")), "a");
        Database.Made.Should().Be(0);
        await PlaceAsync(system.ActorOf(Shelf.Props("p", "akka.persistence.journal.csv")), "a");
        Database.Made.Should().BePositive();
    }

    [Fact]
    public async Task Events_are_stored_with_what_their_serializer_says()
    {
        await PlaceAsync(Start().ActorOf(Shelf.Props("p")), "a", "b");

        (await Database.ReadAsync("select ordering, persistence_id, sequence_number, identifier, manifest, length(writer_uuid) from journal order by ordering"))
            .Should().Equal("1|p|1|902|placed-v1|32", "2|p|2|902|placed-v1|32");
    }

    [Fact]
    public async Task Tags_are_stored_beside_the_events()
    {
        await PlaceAsync(Start().ActorOf(Shelf.Props("p")), "a", "bee", "cow");

        (await Database.ReadAsync("select ordering_id, tag, sequence_nr, persistence_id from tags order by ordering_id, tag"))
            .Should().Equal("2|3|2|p", "2|b|2|p", "3|3|3|p", "3|c|3|p");
    }

    [Fact]
    public async Task Tags_may_be_stored_within_the_events()
    {
        var system = Start();
        await PlaceAsync(system.ActorOf(Shelf.Props("p", "akka.persistence.journal.csv")), "a", "bee");

        (await Database.ReadAsync("select tags from csv_journal order by ordering")).Should().HaveCount(2)
            .And.HaveElementAt(0, "").And.Subject.Last().Should().BeOneOf(";b;3;", ";3;b;");
    }

    [Fact]
    public async Task Of_deleted_events_only_the_last_is_kept_for_its_number()
    {
        var shelf = Start().ActorOf(Shelf.Props("p"));
        await PlaceAsync(shelf, "aa", "bb", "cc");
        await shelf.Ask<DeleteMessagesSuccess>(2L, Patience);

        (await Database.ReadAsync("select sequence_number from journal where deleted = true")).Should().Equal("2");
        (await Database.ReadAsync("select distinct sequence_nr from tags")).Should().Equal("3");
        await shelf.Ask<DeleteMessagesSuccess>(long.MaxValue, Patience);
        var again = Start().ActorOf(Shelf.Props("p"));
        (await ListAsync(again)).Should().Be("");
        (await again.Ask<string>(new Shelf.Place("d"), Patience)).Should().Be("d at 4");
    }

    [Fact]
    public async Task The_number_of_deleted_events_may_be_kept_in_a_table_of_its_own()
    {
        var shelf = Start().ActorOf(Shelf.Props("p", "akka.persistence.journal.csv"));
        await PlaceAsync(shelf, "a", "b");
        await shelf.Ask<DeleteMessagesSuccess>(2L, Patience);

        (await Database.ReadAsync("select persistence_id, sequence_number from csv_metadata")).Should().Equal("p|2");
        var again = Start().ActorOf(Shelf.Props("p", "akka.persistence.journal.csv"));
        (await again.Ask<string>(new Shelf.Place("c"), Patience)).Should().Be("c at 3");
    }

    [Fact]
    public async Task More_events_than_are_read_at_a_time_are_replayed_in_order()
    {
        var things = Enumerable.Range(0, 2500).Select(i => $"{i}").ToArray();
        await PlaceAsync(Start().ActorOf(Shelf.Props("p")), things);
        (await ListAsync(Start().ActorOf(Shelf.Props("p")))).Should().Be(string.Join(",", things));
    }

    [Fact]
    public async Task An_event_that_cannot_be_serialized_is_refused_with_those_it_belongs_to()
    {
        var shelf = Start().ActorOf(Shelf.Props("p"));
        shelf.Tell(new Shelf.Place("a", "unspeakable"));
        (await ListAsync(shelf)).Should().Be("");
        (await shelf.Ask<string>(new Shelf.Place("b"), Patience)).Should().Be("b at 3");
    }

    [Fact]
    public async Task A_second_actor_of_an_id_cannot_write_the_same_numbers()
    {
        var system = Start();
        var (first, second) = (system.ActorOf(Shelf.Props("p")), system.ActorOf(Shelf.Props("p")));
        (await ListAsync(first)).Should().Be(await ListAsync(second));
        await PlaceAsync(first, "a");
        var gone = second.WatchAsync();
        second.Tell(new Shelf.Place("x", "y"));
        await gone.WaitAsync(Patience);

        (await ListAsync(Start().ActorOf(Shelf.Props("p")))).Should().Be("a");
    }

    [Fact]
    public async Task Many_actors_write_at_the_same_time()
    {
        var system = Start();
        var shelves = Enumerable.Range(0, 40).Select(i => system.ActorOf(Shelf.Props($"p{i}"))).ToList();
        await Task.WhenAll(shelves.Select(shelf => PlaceAsync(shelf, "a", "bee")));
        await Task.WhenAll(shelves.Select(shelf => PlaceAsync(shelf, "c")));

        (await Database.ReadAsync("select count(*), count(distinct persistence_id), count(distinct ordering) from journal")).Should().Equal("120|40|120");
        (await ListAsync(Start().ActorOf(Shelf.Props("p17")))).Should().Be("a,bee,c");
    }

    [Fact]
    public async Task A_journal_that_finds_no_database_tries_again()
    {
        Database.IsAway = true;
        var shelf = Start().ActorOf(Shelf.Props("p"));
        var placed = shelf.Ask<string>(new Shelf.Place("a"), Patience);
        await Database.Refused.WaitAsync(Patience);
        Database.IsAway = false;
        (await placed).Should().Be("a at 1");
    }

    /// <summary>Tables are made when a plugin is first used.</summary>
    protected async Task CreateTablesAsync()
    {
        var system = Start();
        await ListAsync(system.ActorOf(Shelf.Props("p")));
        await ListAsync(system.ActorOf(Shelf.Props("p", "akka.persistence.journal.csv")));
    }

    /// <summary>A system on the database, as it would be after a restart of the process.</summary>
    private ActorSystem Start() => Start(new DataOptionsSetup(Database.Options));

    private ActorSystem Start(params Setup[] setups)
    {
        string[] plugins = ["journal.sql", "journal.csv", "snapshot-store.sql"];
        var config = ConfigurationFactory.ParseString(string.Join('\n', plugins.Select(plugin => $$"""
            akka.persistence.{{plugin}} {
              provider-name = "{{Database.ProviderName}}"
              connection-string = "{{Database.ConnectionString}}"
              auto-initialize = {{(Database.HasToMakeTables ? "on" : "off")}}
            }
            """)));
        var system = ActorSystem.Create("shelves", ActorSystemSetup.Create(
            [BootstrapSetup.Create().WithConfig(config.WithFallback(ConfigurationFactory.FromResource<SqlPersistenceSpec>("plugins.conf"))), .. setups]));
        _systems.Add(system);
        return system;
    }

    /// <summary>The list waits until the things are written.</summary>
    private static Task<string> PlaceAsync(IActorRef shelf, params string[] things)
    {
        shelf.Tell(new Shelf.Place(things));
        return ListAsync(shelf);
    }

    private static Task<string> ListAsync(IActorRef shelf) => shelf.Ask<string>("list", Patience);
}
