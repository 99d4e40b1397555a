using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class SupervisionSpec : TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task Resume_keeps_the_instance()
    {
        var (_, child) = await Start(new OneForOneStrategy(_ => Directive.Resume));
        child.Tell(1);
        child.Tell(new InvalidOperationException());
        (await child.Ask<int>("sum")).Should().Be(1);
    }

    [Fact]
    public async Task Restart_forgets_the_state()
    {
        var (_, child) = await Start(new OneForOneStrategy(_ => Directive.Restart));
        child.Tell(1);
        child.Tell(new InvalidOperationException());
        (await child.Ask<int>("sum")).Should().Be(0);
    }

    [Fact]
    public async Task Stop_ends_the_child()
    {
        var (_, child) = await Start(new OneForOneStrategy(_ => Directive.Stop));
        Watch(child);
        child.Tell(new InvalidOperationException());
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task Escalate_fails_the_parent()
    {
        var (parent, child) = await Start(new OneForOneStrategy(_ => Directive.Escalate));
        Watch(child);
        child.Tell(new InvalidOperationException());
        await ExpectTerminatedAsync(child);
        (await parent.Ask<string>("alive")).Should().Be("alive");
    }

    [Fact]
    public async Task The_decider_chooses_by_exception()
    {
        var strategy = new OneForOneStrategy(Decider.From(
            Directive.Stop,
            Directive.Resume.When<IOException>(),
            Directive.Restart.When<InvalidOperationException>()));
        var (_, child) = await Start(strategy);
        Watch(child);
        child.Tell(1);
        child.Tell(new FileNotFoundException());
        (await child.Ask<int>("sum")).Should().Be(1);
        child.Tell(new InvalidOperationException());
        (await child.Ask<int>("sum")).Should().Be(0);
        child.Tell(new NotSupportedException());
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task A_child_that_is_restarted_too_often_is_stopped()
    {
        var (_, child) = await Start(new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        Watch(child);
        child.Tell(new InvalidOperationException("1"));
        child.Tell(new InvalidOperationException("2"));
        (await child.Ask<int>("sum")).Should().Be(0);
        child.Tell(new InvalidOperationException("3"));
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task Restarts_long_ago_do_not_count()
    {
        var (_, child) = await Start(new OneForOneStrategy(1, TimeSpan.FromMilliseconds(1), _ => Directive.Restart));
        for (var i = 0; i < 5; i++)
        {
            child.Tell(new InvalidOperationException());
            (await child.Ask<int>("sum")).Should().Be(0);
            await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));
        }
    }

    [Fact]
    public async Task All_for_one_restarts_the_siblings()
    {
        var (parent, first) = await Start(new AllForOneStrategy(_ => Directive.Restart));
        var second = await parent.Ask<IActorRef>(Props.Create<Adder>());
        second.Tell(5);
        (await second.Ask<int>("sum")).Should().Be(5);
        first.Tell(new InvalidOperationException());
        await AwaitAssertAsync(async () => (await second.Ask<int>("sum")).Should().Be(0));
    }

    [Fact]
    public async Task All_for_one_stops_the_siblings()
    {
        var (parent, first) = await Start(new AllForOneStrategy(_ => Directive.Stop));
        var second = Watch(await parent.Ask<IActorRef>(Props.Create<Adder>()));
        first.Tell(new InvalidOperationException());
        await ExpectTerminatedAsync(second);
    }

    [Fact]
    public async Task Props_can_replace_the_strategy_of_an_actor()
    {
        var props = Props.Create(() => new Parent(SupervisorStrategy.DefaultStrategy)).WithSupervisorStrategy(SupervisorStrategy.StoppingStrategy);
        var child = Watch(await Sys.ActorOf(props).Ask<IActorRef>(Props.Create<Adder>()));
        child.Tell(new InvalidOperationException());
        await ExpectTerminatedAsync(child);
    }

    private async Task<(IActorRef Parent, IActorRef Child)> Start(SupervisorStrategy strategy)
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)));
        return (parent, await parent.Ask<IActorRef>(Props.Create<Adder>()));
    }

    private sealed class Parent : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;

        public Parent(SupervisorStrategy strategy)
        {
            _strategy = strategy;
            Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
            Receive<string>(text => Sender.Tell(text));
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;
    }

    private sealed class Adder : ReceiveActor
    {
        private int _sum;

        public Adder()
        {
            Receive<int>(number => { _sum += number; });
            Receive<string>(_ => Sender.Tell(_sum));
            Receive<Exception>(e => throw e);
        }
    }
}
