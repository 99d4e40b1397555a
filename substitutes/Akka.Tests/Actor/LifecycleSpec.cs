using Akka.Actor;
using Akka.TestKit;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class LifecycleSpec : TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task Hooks_are_called_at_start_and_stop()
    {
        var actor = Sys.ActorOf(Recorder.Props(TestActor));
        await ExpectMsgAsync("constructed");
        await ExpectMsgAsync("pre-start");
        Sys.Stop(actor);
        await ExpectMsgAsync("post-stop");
    }

    [Fact]
    public async Task A_restart_ends_the_failed_instance_and_starts_a_new_one()
    {
        var actor = Sys.ActorOf(Recorder.Props(TestActor));
        await ReceiveNAsync(2).ToListAsync();
        await EventFilter.Exception<InvalidOperationException>("broken").ExpectOneAsync(() => Tell(actor, new InvalidOperationException("broken")));
        await ExpectMsgAsync("pre-restart broken InvalidOperationException");
        await ExpectMsgAsync("post-stop");
        await ExpectMsgAsync("constructed");
        await ExpectMsgAsync("post-restart broken");
        await ExpectMsgAsync("pre-start");
    }

    [Fact]
    public async Task A_restart_stops_the_children()
    {
        var children = CreateTestProbe();
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        var child = await actor.Ask<IActorRef>(Recorder.Props(children));
        Watch(child);
        await ReceiveTwo(children);
        actor.Tell(new InvalidOperationException());
        await children.ExpectMsgAsync("post-stop");
        await ExpectTerminatedAsync(child);
        (await actor.Ask<string>("still here")).Should().Be("still here");
    }

    [Fact]
    public async Task Messages_after_a_failure_reach_the_new_instance_and_the_failed_one_is_lost()
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        actor.Tell("before");
        actor.Tell(new InvalidOperationException());
        actor.Tell("after");
        await ExpectMsgAsync("before");
        await ExpectMsgAsync("after");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Messages_of_one_sender_are_processed_in_their_order()
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        for (var i = 0; i < 1000; i++)
            actor.Tell($"{i}");
        var received = await ReceiveNAsync(1000).ToListAsync();
        received.Should().Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"));
    }

    [Fact]
    public async Task A_poison_pill_waits_for_its_turn_and_what_comes_after_it_is_a_dead_letter()
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        Watch(actor);
        actor.Tell("first");
        actor.Tell(PoisonPill.Instance);
        await EventFilter.DeadLetter<string>().ExpectOneAsync(() => Tell(actor, "too late"));
        await ExpectMsgAsync("first");
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task Kill_stops_an_actor_by_a_failure()
    {
        var actor = Watch(Sys.ActorOf(Recorder.Props(CreateTestProbe())));
        await EventFilter.Exception<ActorKilledException>("Kill").ExpectOneAsync(() => Tell(actor, Kill.Instance));
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task A_constructor_that_throws_stops_the_actor()
    {
        var actor = Watch(Sys.ActorOf(Props.Create(() => new Unborn())));
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task Graceful_stop_says_whether_the_actor_has_stopped_in_time()
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        (await actor.GracefulStop(TimeSpan.FromSeconds(3))).Should().BeTrue();
        var deaf = CreateTestProbe();
        (await deaf.Ref.GracefulStop(TimeSpan.FromMilliseconds(50), "a message that nobody minds")).Should().BeFalse();
    }

    [Fact]
    public async Task An_actor_cannot_be_made_with_new()
    {
        var make = () => Task.Factory.StartNew(() => new Recorder(TestActor), TaskCreationOptions.LongRunning);
        await make.Should().ThrowAsync<ActorInitializationException>();
    }

    private static Task Tell(IActorRef actor, object message)
    {
        actor.Tell(message);
        return Task.CompletedTask;
    }

    private static async Task ReceiveTwo(TestProbe probe) => await probe.ReceiveNAsync(2).ToListAsync();

    private sealed class Unborn : UntypedActor
    {
        public Unborn() => throw new InvalidOperationException("not today");

        protected override void OnReceive(object message) => Sender.Tell(message);
    }
}
