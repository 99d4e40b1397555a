using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.TestKit.Tests;

public class NoImplicitSenderSpec : Xunit2.TestKit, INoImplicitSender
{
    [Fact]
    public void Nobody_is_the_sender()
    {
        TestActor.Tell("x");
        ExpectMsg("x");
        LastSender.Should().Be(Sys.DeadLetters);
    }
}
