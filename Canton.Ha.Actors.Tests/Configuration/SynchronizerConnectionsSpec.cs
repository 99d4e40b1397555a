using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class SynchronizerConnectionsSpec
{
    [Fact]
    public void A_participant_names_its_synchronizers()
    {
        var participant = ConfigurationFiles.Of("""
            canton.participants.p1 {
              storage.type = memory
              sequencer-client.max-retry-delay = 3s
              synchronizers {
                da { connections = ["http://sync1:5018", "sync2:5018"], manual-connect = true, priority = 3, initial-retry-delay = 1s, max-retry-delay = 1m }
                db.connections = 5019
              }
            }
            """).Load().Participants[0];

        participant.SequencerClient.MaxRetryDelay.Should().Be(3.Seconds());
        participant.Synchronizers.Should().Equal(
            new SynchronizerConnectionSettings("da", [new Uri("http://sync1:5018"), new Uri("http://sync2:5018")], ManualConnect: true, 3, 1.Seconds(), 1.Minutes()),
            new SynchronizerConnectionSettings("db", [new Uri("http://127.0.0.1:5019")], ManualConnect: false, 0, InitialRetryDelay: null, MaxRetryDelay: null));
    }

    [Fact]
    public void What_check_shows_means_the_same_again()
    {
        var settings = ConfigurationFiles.Of("canton.participants.p1 { storage.type = memory, synchronizers.da.connections = [5018, 5019] }").Load();

        var again = ConfigurationFiles.Of(EffectiveConfiguration.Render(settings)).Load();

        again.Participants[0].Synchronizers.Should().Equal(settings.Participants[0].Synchronizers);
        again.Participants[0].SequencerClient.Should().Be(settings.Participants[0].SequencerClient);
    }

    [Theory]
    [InlineData("da.priority = 1", "node.conf:1: canton.participants.p1.synchronizers.da.connections is missing; it must be a text.")]
    [InlineData("da.connections = \"ftp://h:1\"", "node.conf:1: canton.participants.p1.synchronizers.da.connections must be 1 to 32 different places such as http://host:port, https://host:port, host:port, or a port of this host, but is \"ftp://h:1\".")]
    [InlineData("da.connections = [5018, 5018]", "node.conf:1: canton.participants.p1.synchronizers.da.connections must be 1 to 32 different places such as http://host:port, https://host:port, host:port, or a port of this host, but is a list.")]
    [InlineData("\"d a\".connections = 5018", "node.conf:1: canton.participants.p1.synchronizers.d a is not a name for a synchronizer; it may have letters, digits, - and _, and begins with a letter or digit.")]
    [InlineData("da { connections = 5018, manual = true }", "node.conf:1: canton.participants.p1.synchronizers.da.manual is not a key of this node; the nearest is canton.participants.p1.synchronizers.da.manual-connect.")]
    public void Says_what_is_wrong_with_one(string text, string problem) =>
        ConfigurationFiles.ProblemsOf(() => ConfigurationFiles.Of($"canton.participants.p1 {{ storage.type = memory, synchronizers {{ {text} }} }}").Load()).Should().Equal(problem);
}
