using Akka.Actor;
using Akka.Event;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class ReceiveActorSpec : TestKit.Xunit2.TestKit
{
    [Theory]
    [InlineData(7, "small")]
    [InlineData(70, "large")]
    [InlineData("text", "text")]
    [InlineData(0.5, "type double")]
    [InlineData('c', "any")]
    public async Task The_first_handler_that_fits_is_called(object message, string expected)
    {
        var actor = Sys.ActorOf<Matcher>();
        (await actor.Ask<string>(message)).Should().Be(expected);
    }

    [Fact]
    public async Task A_handler_may_decline()
    {
        var actor = Sys.ActorOf<Decliner>();
        (await actor.Ask<string>(2)).Should().Be("even");
        (await actor.Ask<string>(3)).Should().Be("odd");
    }

    [Fact]
    public async Task What_is_not_handled_is_published()
    {
        Sys.EventStream.Subscribe<UnhandledMessage>(TestActor);
        var actor = Sys.ActorOf<Decliner>();
        actor.Tell("nobody handles text");
        var unhandled = await ExpectMsgAsync<UnhandledMessage>();
        unhandled.Message.Should().Be("nobody handles text");
        unhandled.Recipient.Should().Be(actor);
    }

    [Fact]
    public async Task Behaviours_can_be_replaced_stacked_and_taken_back()
    {
        var actor = Sys.ActorOf<Moody>();
        (await actor.Ask<string>("mood")).Should().Be("calm");
        actor.Tell("be happy");
        (await actor.Ask<string>("mood")).Should().Be("happy");
        actor.Tell("sing");
        (await actor.Ask<string>("mood")).Should().Be("singing");
        actor.Tell("back");
        (await actor.Ask<string>("mood")).Should().Be("happy");
        actor.Tell("back");
        (await actor.Ask<string>("mood")).Should().Be("calm");
    }

    [Fact]
    public async Task A_restart_begins_with_the_first_behaviour()
    {
        var actor = Sys.ActorOf<Moody>();
        actor.Tell("be happy");
        actor.Tell("fail");
        (await actor.Ask<string>("mood")).Should().Be("calm");
    }

    [Fact]
    public async Task Handlers_may_be_declared_in_constructor_and_become_only()
    {
        var actor = Sys.ActorOf<Late>();
        (await actor.Ask<string>("declare")).Should().Contain("Receive");
    }

    [Fact]
    public async Task Nothing_may_be_declared_after_a_handler_of_everything()
    {
        var actor = Watch(Sys.ActorOf<Greedy>());
        await ExpectTerminatedAsync(actor);
    }

    private sealed class Matcher : ReceiveActor
    {
        public Matcher()
        {
            Receive<int>(n => Sender.Tell("small"), n => n < 10);
            Receive<int>(n => n >= 10, n => Sender.Tell("large"));
            Receive<string>(text => Sender.Tell(text));
            Receive(typeof(double), _ => Sender.Tell("type double"));
            ReceiveAny(_ => Sender.Tell("any"));
        }
    }

    private sealed class Decliner : ReceiveActor
    {
        public Decliner()
        {
            Receive<int>(IsEven);
            Receive<int>(_ => Sender.Tell("odd"));
        }

        private bool IsEven(int number)
        {
            if (number % 2 == 1)
                return false;
            Sender.Tell("even");
            return true;
        }
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody()
        {
            Receive<string>(text => text == "mood", _ => Sender.Tell("calm"));
            Receive<string>(text => text == "be happy", _ => Become(Happy));
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("as asked"));
        }

        private void Happy()
        {
            Receive<string>(text => text == "mood", _ => Sender.Tell("happy"));
            Receive<string>(text => text == "sing", _ => BecomeStacked(Singing));
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("as asked"));
            Receive<string>(text => text == "back", _ => UnbecomeStacked());
        }

        private void Singing()
        {
            Receive<string>(text => text == "mood", _ => Sender.Tell("singing"));
            Receive<string>(text => text == "back", _ => UnbecomeStacked());
        }
    }

    private sealed class Late : ReceiveActor
    {
        public Late() => Receive<string>(_ => Declare());

        private void Declare()
        {
            try
            {
                Receive<int>(_ => Sender.Tell("never"));
            }
            catch (InvalidOperationException e)
            {
                Sender.Tell(e.Message);
            }
        }
    }

    private sealed class Greedy : ReceiveActor
    {
        public Greedy()
        {
            ReceiveAny(_ => Sender.Tell("all"));
            Receive<int>(_ => Sender.Tell("never"));
        }
    }
}
