using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class SynchronizerSettingsSpec
{
    [Fact]
    public void A_synchronizer_has_what_every_replica_has_and_a_public_api()
    {
        var settings = ConfigurationFiles.Of("""
            canton.synchronizers.sync1 {
              storage { type = postgres, config.properties { databaseName = sync, user = canton } }
              public-api { address = 0.0.0.0, port = 5018, allow-insecure = true }
              sequencing.deduplication-window = 10m
            }
            """).Load();

        settings.Participants.Should().BeEmpty();
        var synchronizer = settings.Synchronizers.Should().ContainSingle().Subject;
        synchronizer.Should().BeEquivalentTo(new { Kind = NodeKind.Synchronizer, Name = "sync1", Identity = "sync", Path = "canton.synchronizers.sync1" });
        synchronizer.PublicApi.Should().Be(new PublicApiSettings(new HttpEndpoint("0.0.0.0", 5018) { AllowsInsecure = true }, 10 * 1024 * 1024));
        synchronizer.Sequencing.Should().Be(new SequencingSettings(
            10.Minutes(), 250.Milliseconds(), 10.Seconds(), 10.Seconds(), 2000, 20_000, 64 << 20, 8 << 20, 500, 1000));
        synchronizer.Replication.Enabled.Should().BeTrue();
    }

    [Fact]
    public void Participants_and_synchronizers_live_in_one_process() =>
        ConfigurationFiles.Of("canton { participants.p1.storage.type = memory, synchronizers.s1 { storage.type = memory, public-api.port = 0 } }").Load()
            .Nodes.Select(node => node.Path).Should().Equal("canton.synchronizers.s1", "canton.participants.p1");

    [Theory]
    [InlineData("public-api.port = 0, ledger-api.port = 1", "node.conf:1: canton.synchronizers.s1.ledger-api is not a key of this node; the nearest is canton.synchronizers.s1.admin-api.")]
    [InlineData("sequencing.batch-max = 10", "node.conf:1: canton.synchronizers.s1.public-api.port is missing; it must be a whole number from 0 to 65535.")]
    [InlineData("public-api.port = 0, sequencing.batch-max = 0", "node.conf:1: canton.synchronizers.s1.sequencing.batch-max must be a whole number from 1 to 100000, but is \"0\".")]
    public void Says_what_is_wrong_with_it(string text, string problem) =>
        ProblemsOf($"canton.synchronizers.s1 {{ storage.type = memory, {text} }}").Should().Equal(problem);

    [Fact]
    public void Its_port_must_be_its_own() =>
        ProblemsOf("canton.synchronizers.s1 { storage.type = memory, public-api.port = 5018, admin-api.port = 5018 }")
            .Should().Equal("node.conf:1: canton.synchronizers.s1.public-api.port is 5018, but so is canton.synchronizers.s1.admin-api.port (node.conf:1); give each its own port.");

    [Fact]
    public void Its_name_must_not_be_that_of_a_participant() =>
        ProblemsOf("canton { participants.a.storage.type = memory\nsynchronizers.a { storage.type = memory, public-api.port = 0 } }")
            .Should().Equal("node.conf:2: canton.synchronizers.a has the name of a participant; give it another one.");

    [Fact]
    public void It_shares_its_storage_with_no_participant() =>
        ProblemsOf("""
            _s { type = postgres, config.properties { databaseName = ledger, user = canton } }
            canton.participants.p1.storage = ${_s}
            canton.synchronizers.s1 { storage = ${_s}, public-api.port = 0 }
            """).Should().ContainSingle().Which.Should().Contain(
            "canton.synchronizers.s1 and canton.participants.p1 share the database ledger on localhost, port 5432, but only replicas of one logical node can; give each its own storage.");

    private static IReadOnlyList<string> ProblemsOf(string text) => ConfigurationFiles.ProblemsOf(() => ConfigurationFiles.Of(text).Load());
}
