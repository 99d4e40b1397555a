using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class ConfigurationLoaderSpec
{
    private const string OnPostgres = """
        canton.participants.p1.storage {
          type = postgres
          config.properties { databaseName = ledger, user = canton }
        }

        """;

    [Fact]
    public void Fills_in_the_defaults_of_a_replica_on_postgres()
    {
        var settings = ConfigurationFiles.Of(OnPostgres).Load();

        var participant = settings.Participants.Should().ContainSingle().Subject;
        participant.Should().BeEquivalentTo(new
        {
            Name = "p1",
            Identity = "ledger",
            Storage = new StorageSettings.Postgres(["localhost"], 5432, "ledger", "canton", null, 4, 4, Seconds(5)),
            Health = default(HttpEndpoint),
        });
        participant.Replication.Should().Be(new ReplicationSettings(
            true, "fast", Milliseconds(250), Seconds(10), Seconds(10), Seconds(2), Milliseconds(500), Seconds(10), Seconds(1), Seconds(60), Fast));
        settings.Health.Should().BeNull();
        settings.Akka.Should().BeEmpty();
    }

    [Fact]
    public void Explicit_keys_win_over_the_profile_and_the_profile_over_the_defaults()
    {
        var replication = ConfigurationFiles
            .Of(OnPostgres + "canton.participants.p1.replication { profile = patient, rest-min = 1s, connection-pool.connection.lock.proof-expiry = 15s }")
            .Load().Participants[0].Replication;

        replication.Profile.Should().Be("patient");
        replication.RestMin.Should().Be(Seconds(1));
        replication.RestMax.Should().Be(TimeSpan.FromMinutes(2));
        replication.Connection.ProofExpiry.Should().Be(Seconds(15));
        replication.Connection.ProofPeriod.Should().Be(Seconds(5));
    }

    [Fact]
    public void Null_leaves_the_interval_of_connection_checks_to_the_server() =>
        ConfigurationFiles.Of(OnPostgres).Load("canton.participants.p1.replication.connection-pool.connection.client-connection-check-interval=null")
            .Participants[0].Replication.Connection.ClientConnectionCheckInterval.Should().BeNull();

    [Theory]
    [InlineData("serverName = a", 5432, "a")]
    [InlineData("serverName = [a, b], portNumber = 5433", 5433, "a", "b")]
    [InlineData("serverName.0 = a, serverName.1 = b", 5432, "a", "b")]
    public void Reads_where_the_database_is_from_properties(string properties, int port, params string[] hosts) =>
        StorageOf<StorageSettings.Postgres>(OnPostgres + $"canton.participants.p1.storage.config.properties {{ {properties} }}")
            .Should().BeEquivalentTo(new { Hosts = hosts, Port = port, Database = "ledger" });

    [Theory]
    [InlineData("jdbc:postgresql://a/ledger", 5432, "a")]
    [InlineData("jdbc:postgresql://a:5433,b:5433/ledger", 5433, "a", "b")]
    [InlineData("jdbc:postgresql://[::1]:5433/ledger", 5433, "::1")]
    public void Reads_where_the_database_is_from_a_url(string url, int port, params string[] hosts) =>
        StorageOf<StorageSettings.Postgres>($"canton.participants.p1.storage {{ type = postgres, config {{ url = \"{url}\", properties.user = canton }} }}")
            .Should().BeEquivalentTo(new { Hosts = hosts, Port = port, Database = "ledger" });

    [Fact]
    public void Takes_the_path_of_the_embedded_store_from_the_working_directory_and_the_identity_from_its_name()
    {
        var participant = ConfigurationFiles.Of("canton.participants.p1.storage { type = embedded, config.path = data/ledger.db }").Load().Participants[0];

        participant.Storage.Should().Be(new StorageSettings.Embedded(Path.GetFullPath("data/ledger.db"), 2));
        participant.Identity.Should().Be("ledger");
        participant.Replication.Enabled.Should().BeTrue();
    }

    [Fact]
    public void Memory_is_for_one_replica_with_its_own_name()
    {
        var participant = ConfigurationFiles.Of("canton.participants.p1.storage.type = memory").Load().Participants[0];

        participant.Storage.Should().Be(new StorageSettings.Memory());
        participant.Identity.Should().Be("p1");
        participant.Replication.Enabled.Should().BeFalse();
    }

    [Fact]
    public void Reads_both_forms_of_the_health_server()
    {
        var settings = ConfigurationFiles.Of("""
            canton {
              monitoring.health { server { address = localhost, port = 8000 }, check.type = is-active }
              participants.p1 { storage.type = memory, monitoring.http-health-server.port = 0 }
            }
            """).Load();

        settings.Health.Should().Be(new HealthSettings(new HttpEndpoint("127.0.0.1", 8000), "is-active"));
        settings.Participants[0].Health.Should().Be(new HttpEndpoint("0.0.0.0", 0));
    }

    [Fact]
    public void Starts_only_the_node_asked_for() =>
        ConfigurationFiles.Of("_r.storage { type = embedded, config.path = x }\ncanton.participants { p1 = ${_r}, p2 = ${_r} }").LoadNode("p2")
            .Participants.Should().ContainSingle().Which.Name.Should().Be("p2");

    [Fact]
    public void Nodes_of_one_file_that_run_alone_may_use_the_same_port() =>
        ConfigurationFiles.Of("canton.participants { p1 = ${_r}, p2 = ${_r} }\n_r { storage { type = embedded, config.path = x }, monitoring.http-health-server.port = 8000 }")
            .LoadNode("p1").Participants[0].Health.Should().Be(new HttpEndpoint("0.0.0.0", 8000));

    [Fact]
    public void Hands_the_akka_block_on_as_text() =>
        ConfigurationFiles.Of("canton.participants.p1.storage.type = memory\nlevel = DEBUG\nakka { loglevel = ${level}, actor.\"/a/b\".x = [1, two] }").Load()
            .Akka.Should().Be("akka {\n  loglevel = DEBUG\n  actor {\n    \"/a/b\" {\n      x = [1, two]\n    }\n  }\n}\n");

    private static ConnectionSettings Fast => new(
        Milliseconds(250), Seconds(1), Milliseconds(500), Milliseconds(1500), Milliseconds(2500),
        Seconds(1), Seconds(1), 2, Seconds(2), Milliseconds(500), Seconds(3), Seconds(10), Seconds(2));

    private static T StorageOf<T>(string text) => ConfigurationFiles.Of(text).Load().Participants[0].Storage.Should().BeOfType<T>().Subject;

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
