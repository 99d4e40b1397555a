using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class ConfigurationProblemsSpec
{
    private const string Valid = "canton.participants.p1.storage { type = postgres, config.properties { databaseName = ledger, user = canton } }\n";

    [Theory]
    [InlineData("canton.participants.p1.storage.typ = x", "node.conf:2: canton.participants.p1.storage.typ is not a key of this node; the nearest is canton.participants.p1.storage.type.")]
    [InlineData("canton.participants.p1.replications { enabled = true }", "node.conf:2: canton.participants.p1.replications is not a key of this node; the nearest is canton.participants.p1.replication.")]
    [InlineData("canton.sequencers.s { }", "node.conf:2: canton.sequencers is not a key of this node; the nearest is canton.synchronizers.")]
    [InlineData("canton.participants.p1.storage.config.path = x", "node.conf:2: canton.participants.p1.storage.config.path is not a key of this node; the nearest is canton.participants.p1.storage.config.url.")]
    public void Names_the_nearest_key_for_an_unknown_one(string text, string problem) => ProblemsOf(Valid + text).Should().Equal(problem);

    [Theory]
    [InlineData("storage.config.properties.portNumber = abc", "storage.config.properties.portNumber must be a whole number from 1 to 65535, but is \"abc\".")]
    [InlineData("storage.config.properties.portNumber = 0", "storage.config.properties.portNumber must be a whole number from 1 to 65535, but is \"0\".")]
    [InlineData("storage.config.properties.user = [a]", "storage.config.properties.user must be one value, but is a list.")]
    [InlineData("storage.config.properties.serverName = []", "storage.config.properties.serverName must be a text or a list of texts, but is a list.")]
    [InlineData("storage.parameters = 5", "storage.parameters must be a block of keys, { … }, but is \"5\".")]
    [InlineData("storage.parameters.connection-timeout = 1500ms", "storage.parameters.connection-timeout must be a duration of whole seconds, such as 2s, but is \"1500ms\".")]
    [InlineData("storage.config.dataSourceClass = org.h2.Driver", "storage.config.dataSourceClass must be a data source of PostgreSQL when storage.type is postgres, but is \"org.h2.Driver\".")]
    [InlineData("replication.enabled = maybe", "replication.enabled must be true or false, but is \"maybe\".")]
    [InlineData("replication.profile = quick", "replication.profile must be one of fast, normal, patient, but is \"quick\".")]
    [InlineData("replication.rest-min = soon", "replication.rest-min must be a duration such as 250ms, 2s or 1m, but is \"soon\".")]
    [InlineData("replication.rest-min = 0s", "replication.rest-min must be a duration of whole milliseconds from 1ms to 20 days, but is \"0s\".")]
    [InlineData("replication.rest-min = 1ns", "replication.rest-min must be a duration of whole milliseconds from 1ms to 20 days, but is \"1ns\".")]
    [InlineData("replication.rest-min = null", "replication.rest-min is missing; it must be a duration such as 250ms, 2s or 1m.")]
    [InlineData("monitoring.http-health-server.port = 70000", "monitoring.http-health-server.port must be a whole number from 0 to 65535, but is \"70000\".")]
    [InlineData("monitoring.http-health-server.address = 127.0.0.1", "monitoring.http-health-server.port is missing; it must be a whole number from 0 to 65535.")]
    [InlineData("advertised-address = \"http://here\"", "advertised-address must be a host name or an IP address, but is \"http://here\".")]
    [InlineData("admin-api.port = null", "admin-api.port is missing; it must be a whole number from 0 to 65535.")]
    [InlineData("admin-api.address = here", "admin-api.address must be an IP address such as 127.0.0.1 or 0.0.0.0, but is \"here\".")]
    [InlineData("admin-api.max-inbound-message-size = 10", "admin-api.max-inbound-message-size must be a whole number from 1024 to 2147483647, but is \"10\".")]
    [InlineData("admin-api.watch.buffer = 0", "admin-api.watch.buffer must be a whole number from 1 to 100000, but is \"0\".")]
    [InlineData("monitoring.http-health-server { address = here, port = 1 }", "monitoring.http-health-server.address must be an IP address such as 127.0.0.1 or 0.0.0.0, but is \"here\".")]
    public void Says_of_which_kind_a_value_must_be(string text, string problem) =>
        ProblemsOf($"{Valid}canton.participants.p1.{text}").Should().ContainSingle().Which.Should().MatchRegex("^node.conf:[12]: canton.participants.p1.").And.EndWith("p1." + problem);

    [Theory]
    [InlineData("storage { }", "storage.type is missing; it must be one of postgres, embedded, memory.")]
    [InlineData("storage.type = h2", "storage.type must be one of postgres, embedded, memory, but is \"h2\".")]
    [InlineData("storage { type = embedded }", "storage.config.path is missing; it must be a text.")]
    [InlineData("storage { type = oracle, config.properties.user = canton }", "storage.type is \"oracle\", whose lock scope would be the schema (config.properties.user), but this node has neither Oracle's driver nor its lock sessions; use postgres or embedded.")]
    [InlineData("storage { type = postgres, config.properties { databaseName = x } }", "storage.config.properties.user is missing; it must be a text.")]
    [InlineData("storage { type = postgres, config { url = \"jdbc:oracle:thin:@x\", properties.user = u } }", "storage.config.url must be jdbc:postgresql://host:port/database without parameters, with the same port for each of several hosts.")]
    [InlineData("storage { type = postgres, config { url = \"jdbc:postgresql://a:1,b:2/x\", properties.user = u } }", "storage.config.url must be jdbc:postgresql://host:port/database without parameters, with the same port for each of several hosts.")]
    [InlineData("storage { type = postgres, config { url = \"jdbc:postgresql://a/x?user=u\", properties.user = u } }", "storage.config.url must be jdbc:postgresql://host:port/database without parameters, with the same port for each of several hosts.")]
    [InlineData("storage { type = postgres, config { url = \"jdbc:postgresql://a/x\", properties { user = u, databaseName = y } } }", "storage.config.properties.databaseName is also part of canton.participants.p1.storage.config.url; leave one of them out.")]
    [InlineData("{ storage.type = memory, replication.enabled = true }", "replication.enabled is true, but replicas cannot share storage.type = memory; set it to false, or use postgres or embedded.")]
    public void Says_what_a_storage_lacks(string text, string problem) =>
        ProblemsOf("canton.participants.p1" + (text[0] == '{' ? text : "." + text)).Should().Equal("node.conf:1: canton.participants.p1." + problem);

    [Fact]
    public void A_misspelt_type_is_missing_and_named() =>
        ProblemsOf("canton.participants.p1.storage { typ = postgres, config.properties.user = u }").Should().Equal(
            "node.conf:1: canton.participants.p1.storage.type is missing; it must be one of postgres, embedded, memory.",
            "node.conf:1: canton.participants.p1.storage.typ is not a key of this node; the nearest is canton.participants.p1.storage.type.");

    [Fact]
    public void Says_all_problems_at_once() =>
        ProblemsOf("""
            canton {
              participants.p1 {
                storage { type = postgres, config.properties { user = u, databasName = x } }
                replication.profile = quick
              }
              monitoring.health.check.type = ping
            }
            """).Should().BeEquivalentTo(
            "node.conf:3: canton.participants.p1.storage.config.properties.databasName is not a key of this node; the nearest is canton.participants.p1.storage.config.properties.databaseName.",
            "node.conf:3: canton.participants.p1.storage.config.properties.databaseName is missing; it must be a text.",
            "node.conf:4: canton.participants.p1.replication.profile must be one of fast, normal, patient, but is \"quick\".",
            "node.conf:6: canton.monitoring.health.check.type must be one of is-active, but is \"ping\".",
            "node.conf:6: canton.monitoring.health.server.port is missing; it must be a whole number from 0 to 65535.");

    [Fact]
    public void Names_the_replicas_that_share_a_storage_without_replication() =>
        ProblemsOf("""
            _storage { type = postgres, config.properties { serverName = [a, b], databaseName = ledger, user = canton } }
            canton.participants {
              p1.storage = ${_storage}
              p2 { storage = ${_storage}, storage.config.properties { serverName = B, user = other } }
              p3.storage = ${_storage} { config.properties.databaseName = elsewhere }
              p4.storage = ${_storage}
              p4.replication.enabled = false
            }
            """).Should().Equal(
            "node.conf:7: p1, p2, p4 share the database ledger on a, b, port 5432, but canton.participants.p4.replication.enabled is false; set it to true for each of them, or give each its own storage.");

    [Fact]
    public void Replicas_of_one_storage_must_have_one_identity() =>
        ProblemsOf("_s { type = embedded, config.path = /tmp/x.db }\ncanton.participants { p1.storage = ${_s}\np2 { storage = ${_s}, init.identity = other } }")
            .Should().Equal("node.conf:3: canton.participants.p2.init.identity is \"other\", but p1, which shares the file /tmp/x.db, has \"x\"; replicas must have the same.");

    [Fact]
    public void Servers_of_one_process_must_have_different_ports() =>
        ProblemsOf("""
            canton.monitoring.health.server { address = 127.0.0.1, port = 8000 }
            canton.participants.p1 { storage.type = memory, monitoring.http-health-server.port = 8000 }
            canton.participants.p2 { storage.type = memory, monitoring.http-health-server { address = 127.0.0.2, port = 8001 } }
            canton.participants.p3 { storage.type = memory, monitoring.http-health-server { address = 127.0.0.1, port = 8001 } }
            """).Should().Equal(
            "node.conf:2: canton.participants.p1.monitoring.http-health-server.port is 8000, but so is canton.monitoring.health.server.port (node.conf:1); give each its own port.");

    [Fact]
    public void So_must_their_gRPC_servers() =>
        ProblemsOf("""
            canton.participants.p1 { storage.type = memory, admin-api.port = 5012 }
            canton.participants.p2 { storage.type = memory, admin-api.port = 5012 }
            canton.participants.p3 { storage.type = memory, monitoring.grpc-health-server.port = 5012 }
            canton.participants.p4 { storage.type = memory, admin-api { address = 127.0.0.2, port = 5013 } }
            canton.participants.p5 { storage.type = memory, admin-api { address = 127.0.0.1, port = 5013 } }
            """).Should().Equal(
            "node.conf:2: canton.participants.p2.admin-api.port is 5012, but so is canton.participants.p1.admin-api.port (node.conf:1); give each its own port.",
            "node.conf:3: canton.participants.p3.monitoring.grpc-health-server.port is 5012, but so is canton.participants.p1.admin-api.port (node.conf:1); give each its own port.");

    [Theory]
    [InlineData("", "node.conf:1: canton.participants is missing; it must have a block for each replica, such as canton.participants.participant1 { storage.type = memory }.")]
    [InlineData("canton { }", "node.conf:1: canton.participants is missing; it must have a block for each replica, such as canton.participants.participant1 { storage.type = memory }.")]
    [InlineData("canton = 5", "node.conf:1: canton must be a block of keys, { … }, but is \"5\".")]
    [InlineData("canton.participants.p1 = 5", "node.conf:1: canton.participants.p1 must be a block of keys, { … }, but is \"5\".")]
    [InlineData("canton.participants.\"p 1\".storage.type = memory", "node.conf:1: canton.participants.p 1 is not a name for a participant; it may have letters, digits, - and _, and begins with a letter or digit.")]
    public void There_must_be_a_participant(string text, string problem) => ProblemsOf(text).Should().Equal(problem);

    [Fact]
    public void A_node_asked_for_must_be_there() =>
        ConfigurationFiles.ProblemsOf(() => ConfigurationFiles.Of("canton.participants { p1.storage.type = memory, p2.storage.type = memory }").LoadNode("p3"))
            .Should().Equal("--node p3: there is no such replica; there are p1, p2.");

    [Fact]
    public void A_problem_is_said_where_the_value_was_written()
    {
        var files = ConfigurationFiles.Of("include \"shared.conf\"\ncanton.participants.p1 = ${_replica}").With("shared.conf", "\n\n_replica.storage { type = memory, x = 1 }");

        ConfigurationFiles.ProblemsOf(() => files.Load("canton.participants.p1.replication.enabled=5")).Should().BeEquivalentTo(
            "shared.conf:3: canton.participants.p1.storage.x is not a key of this node; the nearest is canton.participants.p1.storage.type.",
            "command line: canton.participants.p1.replication.enabled must be true or false, but is \"5\".");
    }

    [Fact]
    public void Reads_the_real_files_of_this_machine() =>
        ConfigurationFiles.ProblemsOf(() => ConfigurationLoader.Load(["no/such.conf"], [], onlyNode: null))
            .Should().Equal($"no/such.conf:1:1: the file does not exist (looked for {Path.GetFullPath("no/such.conf")}).");

    private static IReadOnlyList<string> ProblemsOf(string text) => ConfigurationFiles.ProblemsOf(() => ConfigurationFiles.Of(text).Load());
}
