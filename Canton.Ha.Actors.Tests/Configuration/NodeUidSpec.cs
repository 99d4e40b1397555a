using Canton.Ha.Actors.Configuration;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class NodeUidSpec
{
    [Fact]
    public void It_is_the_identity_and_the_namespace_and_so_is_what_belongs_to_the_node()
    {
        var uid = new NodeUid("ledger");

        uid.ToString().Should().MatchRegex("^ledger::1220[0-9a-f]{64}$");
        uid.Qualify("alice").Should().Be("alice" + uid.ToString()["ledger".Length..]);
        new NodeUid("other").Namespace.Should().NotBe(uid.Namespace, "two participants cannot have the same party");
    }
}
