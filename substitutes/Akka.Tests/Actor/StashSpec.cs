using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class StashSpec : TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task Stashed_messages_come_back_in_their_order_and_before_all_others()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        actor.Tell("one");
        actor.Tell("two");
        actor.Tell("open");
        actor.Tell("three");
        await ExpectMsgAsync("one");
        await ExpectMsgAsync("two");
        await ExpectMsgAsync("three");
    }

    [Fact]
    public async Task Stashed_messages_keep_their_sender()
    {
        var other = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        actor.Tell("mine", TestActor);
        actor.Tell("other", other);
        actor.Tell("open", other);
        await ExpectMsgAsync("mine");
        await other.ExpectMsgAsync("other");
    }

    [Fact]
    public async Task A_restart_puts_stashed_messages_back()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        actor.Tell("kept");
        actor.Tell(new InvalidOperationException());
        actor.Tell("open");
        await ExpectMsgAsync("kept");
    }

    [Fact]
    public async Task A_message_can_be_stashed_once()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        (await actor.Ask<Type>("twice")).Should().Be<IllegalActorStateException>();
    }

    [Fact]
    public async Task A_stash_may_be_limited()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()).WithStashCapacity(1));
        await EventFilter.Exception<StashOverflowException>().ExpectOneAsync(() =>
        {
            actor.Tell("fits");
            actor.Tell("does not");
            return Task.CompletedTask;
        });
    }

    private sealed class Door : ReceiveActor, IWithStash
    {
        public Door()
        {
            Receive<Exception>(e => throw e);
            Receive<string>(text => text == "open", _ => Open());
            Receive<string>(text => text == "twice", _ => StashTwice());
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;

        private void Open()
        {
            Become(() => ReceiveAny(message => Sender.Tell(message)));
            Stash.UnstashAll();
        }

        private void StashTwice()
        {
            Stash.Stash();
            try
            {
                Stash.Stash();
            }
            catch (IllegalActorStateException e)
            {
                Sender.Tell(e.GetType());
            }
        }
    }
}
