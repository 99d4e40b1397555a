using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class PropsSpec : TestKit.Xunit2.TestKit
{
    [Fact]
    public void Props_take_type_and_arguments_from_an_expression()
    {
        var text = "captured";
        var props = Props.Create(() => new Talker(text, 1 + 1));
        props.Type.Should().Be<Talker>();
        props.Arguments.Should().Equal("captured", 2);
    }

    [Fact]
    public async Task Props_make_actors_however_they_were_made()
    {
        await Says("a 1", Props.Create(() => new Talker("a", 1)));
        await Says("b 2", Props.Create<Talker>("b", 2));
        await Says("c 3", new Props(typeof(Talker), ["c", 3]));
        await Says("d 4", Props.CreateBy(new Producer()));
    }

    [Fact]
    public void An_expression_has_to_make_an_actor()
    {
        var talker = () => Props.Create(() => Find());
        talker.Should().Throw<SystemException>();
    }

    [Fact]
    public void Props_are_changed_by_copies()
    {
        var props = Props.Create<Talker>("a", 1);
        var pinned = props.WithDispatcher("pinned").WithMailbox("unbounded");
        pinned.Dispatcher.Should().Be("pinned");
        pinned.Mailbox.Should().Be("unbounded");
        props.Dispatcher.Should().Be("akka.actor.default-dispatcher");
        pinned.Should().NotBe(props);
        props.Should().Be(Props.Create<Talker>("b", 2));
    }

    [Fact]
    public async Task A_deployment_in_the_configuration_wins()
    {
        using var system = ActorSystem.Create("deployed", """
            akka.actor.deployment {
              /fixed { dispatcher = one-thread }
              "/any/*" { dispatcher = one-thread }
            }
            one-thread { type = PinnedDispatcher }
            """);
        var actor = system.ActorOf(Props.Create(() => new Located()), "fixed");
        (await actor.Ask<string>("dispatcher")).Should().Be("one-thread");
        var other = system.ActorOf(Props.Create(() => new Located()), "other");
        (await other.Ask<string>("dispatcher")).Should().Be("akka.actor.default-dispatcher");
    }

    private static Talker Find() => throw new InvalidOperationException("never called");

    private async Task Says(string expected, Props props) => (await Sys.ActorOf(props).Ask<string>("?")).Should().Be(expected);

    private sealed class Talker : ReceiveActor
    {
        public Talker(string text, int number) => ReceiveAny(_ => Sender.Tell($"{text} {number}"));
    }

    private sealed class Located : ReceiveActor
    {
        public Located() => ReceiveAny(_ => Sender.Tell(Context.Props.Dispatcher));
    }

    private sealed class Producer : IIndirectActorProducer
    {
        public Type ActorType => typeof(Talker);

        public ActorBase Produce() => new Talker("d", 4);

        public void Release(ActorBase actor)
        {
        }
    }
}
