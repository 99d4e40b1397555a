using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class ActorPathSpec
{
    private static readonly ActorPath Root = new RootActorPath(new Address("akka", "sys"));

    [Fact]
    public void A_path_is_written_from_its_root()
    {
        var path = Root / "user" / "a" / "b";
        path.ToString().Should().Be("akka://sys/user/a/b");
        path.ToStringWithoutAddress().Should().Be("/user/a/b");
        path.Elements.Should().Equal("user", "a", "b");
        path.Name.Should().Be("b");
        path.Parent.Should().Be(Root / "user" / "a");
        path.Root.Should().Be(Root);
        path.Depth.Should().Be(3);
    }

    [Theory]
    [InlineData("akka://sys/user/a")]
    [InlineData("akka://sys/")]
    [InlineData("akka.tcp://sys@host:4711/user/a/b")]
    public void What_is_written_can_be_read(string text) => ActorPath.Parse(text).ToString().Should().Be(text);

    [Theory]
    [InlineData("")]
    [InlineData("user/a")]
    [InlineData("akka:/sys")]
    [InlineData("akka://sys@host/user")]
    public void What_is_no_path_cannot_be_read(string text) => ActorPath.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void The_uid_is_written_and_read_but_does_not_count()
    {
        var path = (Root / "user" / "a").WithUid(42);
        path.ToSerializationFormat().Should().Be("akka://sys/user/a#42");
        ActorPath.Parse("akka://sys/user/a#42").Uid.Should().Be(42);
        path.Should().Be(Root / "user" / "a");
        path.GetHashCode().Should().Be((Root / "user" / "a").GetHashCode());
    }

    [Theory]
    [InlineData("a-b_c.1", true)]
    [InlineData("a%20b", true)]
    [InlineData("", false)]
    [InlineData("$a", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    public void Names_are_limited(string name, bool isValid) => ActorPath.IsValidPathElement(name).Should().Be(isValid);

    [Fact]
    public void Paths_have_an_order()
    {
        var paths = new[] { Root / "b", Root / "a" / "c", Root / "a" };
        paths.Order().Should().Equal(paths[2], paths[0], paths[1]);
    }

    [Fact]
    public void An_address_is_written_and_read()
    {
        Address.Parse("akka.tcp://sys@HOST:4711").Should().Be(new Address("akka.tcp", "sys", "host", 4711));
        new Address("akka", "sys").HasLocalScope.Should().BeTrue();
        new Address("akka", "sys", "host", 1).HostPort().Should().Be("sys@host:1");
    }
}
