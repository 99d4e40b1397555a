using Akka.Actor;
using Akka.Event;
using Akka.Tests.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Event;

public class EventStreamSpec : TestKit.Xunit2.TestKit
{
    private interface IFruit;

    [Fact]
    public async Task Events_go_to_subscribers_of_their_type_and_those_above()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal)).Should().BeTrue();
        Sys.EventStream.Subscribe(TestActor, typeof(Animal)).Should().BeFalse();
        Sys.EventStream.Publish(new Dog());
        Sys.EventStream.Publish("no animal");
        Sys.EventStream.Publish(new Animal());
        await ExpectMsgAsync<Dog>();
        await ExpectMsgAsync<Animal>();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Events_go_to_subscribers_of_their_interfaces()
    {
        Sys.EventStream.Subscribe<IFruit>(TestActor);
        Sys.EventStream.Publish(new Apple());
        await ExpectMsgAsync<Apple>();
    }

    [Fact]
    public async Task Who_has_unsubscribed_gets_nothing()
    {
        Sys.EventStream.Subscribe<Animal>(TestActor);
        Sys.EventStream.Unsubscribe<Dog>(TestActor).Should().BeTrue();
        Sys.EventStream.Publish(new Dog());
        Sys.EventStream.Publish(new Animal());
        (await ExpectMsgAsync<Animal>()).Should().NotBeOfType<Dog>();
        Sys.EventStream.Unsubscribe(TestActor).Should().BeTrue();
        Sys.EventStream.Publish(new Animal());
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task An_event_reaches_a_subscriber_once()
    {
        Sys.EventStream.Subscribe<Animal>(TestActor);
        Sys.EventStream.Subscribe<Dog>(TestActor);
        Sys.EventStream.Publish(new Dog());
        await ExpectMsgAsync<Dog>();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Actors_that_stop_are_unsubscribed()
    {
        var actor = Watch(Sys.ActorOf(Recorder.Props(CreateTestProbe())));
        Sys.EventStream.Subscribe<Animal>(actor);
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
        await AwaitConditionAsync(() => !Sys.EventStream.Unsubscribe(actor));
    }

    [Fact]
    public async Task Dead_letters_say_what_went_where()
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        await actor.GracefulStop(TimeSpan.FromSeconds(3));
        Sys.EventStream.Subscribe<AllDeadLetters>(TestActor);
        actor.Tell("lost", TestActor);
        var letter = await ExpectMsgAsync<DeadLetter>();
        letter.Message.Should().Be("lost");
        letter.Sender.Should().Be(TestActor);
        letter.Recipient.Should().Be(actor);
        actor.Tell(PoisonPill.Instance);
        (await ExpectMsgAsync<SuppressedDeadLetter>()).Message.Should().Be(PoisonPill.Instance);
    }

    private class Animal;

    private sealed class Dog : Animal;

    private sealed class Apple : IFruit;
}
