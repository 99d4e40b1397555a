using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class RemoteParticipantsSpec
{
    [Fact]
    public void A_node_needs_only_the_port_of_its_Admin_API() =>
        Load("canton.remote-participants.p1.admin-api.port = 5012").Should().Equal(new RemoteParticipantSettings(
            "p1", new RemoteEndpoint("127.0.0.1", 5012), Ledger: null,
            new RemoteTimeouts(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5))));

    [Fact]
    public void Everything_can_be_said() =>
        Load("""
            canton.remote-participants.p1 {
              admin-api { address = node1.example.org, port = 5012 }
              ledger-api { address = "::1", port = 5011 }
              timeouts { connect = 1s, request = 2s, set-passive = 3s, dump = 4s }
            }
            """).Should().Equal(new RemoteParticipantSettings(
            "p1", new RemoteEndpoint("node1.example.org", 5012), new RemoteEndpoint("::1", 5011),
            new RemoteTimeouts(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4))));

    [Fact]
    public void Other_parts_of_the_file_are_for_the_node() =>
        Load("canton.participants.p1.nonsense = 5\ncanton.remote-participants.p1.admin-api.port = 5012").Should().ContainSingle();

    [Theory]
    [InlineData("canton.participants { }", "node.conf:1: canton.remote-participants is missing; it must have a block for each node, such as canton.remote-participants.participant1.admin-api.port = 5012.")]
    [InlineData("canton.remote-participants.p1 { }", "node.conf:1: canton.remote-participants.p1.admin-api.port is missing; it must be a whole number from 1 to 65535.")]
    [InlineData("canton.remote-participants.p1.admin-api.port = 0", "node.conf:1: canton.remote-participants.p1.admin-api.port must be a whole number from 1 to 65535, but is \"0\".")]
    [InlineData("canton.remote-participants.p1.admin-api { port = 1, address = \"http://here\" }", "node.conf:1: canton.remote-participants.p1.admin-api.address must be a host name or an IP address, but is \"http://here\".")]
    [InlineData("canton.remote-participants.p1.admin-api { port = 1, adress = here }", "node.conf:1: canton.remote-participants.p1.admin-api.adress is not a key of this node; the nearest is canton.remote-participants.p1.admin-api.address.")]
    [InlineData("canton.remote-participants.p1 { admin-api.port = 1, ledger-api.address = here }", "node.conf:1: canton.remote-participants.p1.ledger-api.port is missing; it must be a whole number from 1 to 65535.")]
    [InlineData("canton.remote-participants.p1 = 5", "node.conf:1: canton.remote-participants.p1 must be a block of keys, { … }, but is \"5\".")]
    [InlineData("canton.remote-participants.\"p 1\".admin-api.port = 5", "node.conf:1: canton.remote-participants.p 1 is not a name for a participant; it may have letters, digits, - and _, and begins with a letter or digit.")]
    public void What_is_wrong_is_said(string text, string problem) => ConfigurationFiles.ProblemsOf(() => Load(text)).Should().Equal(problem);

    [Fact]
    public void A_node_that_shares_the_file_finds_the_same_mistakes() =>
        ConfigurationFiles.ProblemsOf(() => ConfigurationFiles.Of("canton.participants.p1.storage.type = memory\ncanton.remote-participants.p1.admin-api.port = 0").Load())
            .Should().Equal("node.conf:2: canton.remote-participants.p1.admin-api.port must be a whole number from 1 to 65535, but is \"0\".");

    [Fact]
    public void One_node_can_be_chosen()
    {
        const string Two = "canton.remote-participants { p1.admin-api.port = 1, p2.admin-api.port = 2 }";
        Load(Two, onlyNode: "p2").Should().ContainSingle().Which.Name.Should().Be("p2");
        ConfigurationFiles.ProblemsOf(() => Load(Two, onlyNode: "p3")).Should().Equal("--node p3: there is no such remote participant; there are p1, p2.");
    }

    [Theory]
    [InlineData("localhost:5012", "localhost", 5012)]
    [InlineData("10.0.0.1:1", "10.0.0.1", 1)]
    [InlineData("[::1]:65535", "::1", 65535)]
    public void An_address_is_host_and_port(string text, string host, int port) => RemoteEndpoint.Parse(text).Should().Be(new RemoteEndpoint(host, port));

    [Theory]
    [InlineData("localhost")]
    [InlineData("5012")]
    [InlineData(":5012")]
    [InlineData("localhost:0")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:+1")]
    [InlineData("::1:5012")]
    [InlineData("http://localhost:5012")]
    [InlineData("")]
    public void Anything_else_is_none(string text) => RemoteEndpoint.Parse(text).Should().BeNull();

    [Fact]
    public void An_address_is_written_as_it_is_read() => Prop.ForAll(Gen.Elements("localhost", "10.1.2.3", "::1", "fe80::1").ToArbitrary(), Gen.Choose(1, 65535).ToArbitrary(), (host, port) =>
        RemoteEndpoint.Parse(new RemoteEndpoint(host, port).ToString()).Should().Be(new RemoteEndpoint(host, port))).QuickCheckThrowOnFailure();

    private static IReadOnlyList<RemoteParticipantSettings> Load(string text, string? onlyNode = null) =>
        ConfigurationLoader.LoadRemotes(["node.conf"], [], onlyNode, ConfigurationFiles.Of(text).Reader);
}
