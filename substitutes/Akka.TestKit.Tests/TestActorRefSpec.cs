using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.TestKit.Tests;

public class TestActorRefSpec : Xunit2.TestKit
{
    [Fact]
    public void The_actor_runs_on_the_thread_of_the_test()
    {
        var actor = ActorOfAsTestActorRef<Counter>("counter");
        actor.Tell(2);
        actor.UnderlyingActor.Sum.Should().Be(2);
        actor.UnderlyingActor.Thread.Should().Be(Environment.CurrentManagedThreadId);
        actor.Path.ToStringWithoutAddress().Should().Be("/user/counter");
    }

    [Fact]
    public void What_the_actor_throws_comes_out()
    {
        var actor = ActorOfAsTestActorRef<Counter>();
        actor.Receive(1);
        actor.UnderlyingActor.Sum.Should().Be(1);
        actor.Invoking(a => a.Receive("fail")).Should().Throw<InvalidOperationException>().WithMessage("fail");
    }

    [Fact]
    public async Task The_end_of_an_asynchronous_handler_can_be_awaited()
    {
        var actor = ActorOfAsTestActorRef<Counter>();
        await actor.ReceiveAsync(5L);
        actor.UnderlyingActor.Sum.Should().Be(5);
        await actor.Awaiting(a => a.ReceiveAsync(-1L)).Should().ThrowAsync<InvalidOperationException>().WithMessage("negative");
    }

    [Fact]
    public void A_supervisor_can_be_given()
    {
        var parent = ActorOfAsTestActorRef<Counter>("parent");
        var child = ActorOfAsTestActorRef<Counter>(parent.Ref, "child");
        child.Path.Parent.Should().Be(parent.Path);
        child.Equals(parent.Ref).Should().BeFalse();
    }

    [Fact]
    public void A_child_is_supervised_on_the_same_thread()
    {
        var parent = ActorOfAsTestActorRef<Counter>("parent");
        var child = ActorOfAsTestActorRef<Counter>(parent.Ref, "child");
        var before = child.UnderlyingActor;
        child.Tell(2);
        EventFilter.Exception<InvalidOperationException>("fail").ExpectOne(() => child.Tell("fail"));
        child.UnderlyingActor.Should().NotBeSameAs(before);
        child.UnderlyingActor.Sum.Should().Be(0);
    }

    [Fact]
    public void A_terminated_actor_cannot_be_looked_into()
    {
        var actor = ActorOfAsTestActorRef<Counter>();
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        ExpectTerminated(actor.Ref);
        actor.Invoking(a => a.UnderlyingActor).Should().Throw<IllegalActorStateException>();
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter()
        {
            Receive<int>(Add);
            Receive<string>(text => throw new InvalidOperationException(text));
            ReceiveAsync<long>(async number =>
            {
                await Task.Yield();
                Add(number >= 0 ? (int)number : throw new InvalidOperationException("negative"));
            });
        }

        public int Sum { get; private set; }

        public int Thread { get; private set; }

        private void Add(int number)
        {
            Sum += number;
            Thread = Environment.CurrentManagedThreadId;
        }
    }
}
