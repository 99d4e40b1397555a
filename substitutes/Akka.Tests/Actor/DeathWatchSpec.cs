using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class DeathWatchSpec : TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task A_watcher_is_told_once()
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        Watch(actor);
        Watch(actor);
        Sys.Stop(actor);
        var terminated = await ExpectMsgAsync<Terminated>();
        terminated.ActorRef.Should().Be(actor);
        terminated.ExistenceConfirmed.Should().BeTrue();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_watcher_of_an_actor_that_has_stopped_is_told_at_once()
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        await actor.GracefulStop(TimeSpan.FromSeconds(3));
        Watch(actor);
        (await ExpectMsgAsync<Terminated>()).ExistenceConfirmed.Should().BeFalse();
    }

    [Fact]
    public async Task A_watcher_may_choose_its_message()
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        Sys.ActorOf(Props.Create(() => new OwnWordsWatcher(actor, TestActor)));
        Sys.Stop(actor);
        await ExpectMsgAsync("it has stopped");
    }

    [Fact]
    public async Task Who_watches_no_more_is_told_nothing()
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        Watch(actor);
        Unwatch(actor);
        await actor.GracefulStop(TimeSpan.FromSeconds(3));
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_watcher_that_does_not_handle_it_fails()
    {
        var watched = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        var watcher = Watch(Sys.ActorOf(Props.Create(() => new CarelessWatcher(watched))));
        await EventFilter.Exception<DeathPactException>().ExpectOneAsync(() =>
        {
            Sys.Stop(watched);
            return Task.CompletedTask;
        });
        await ExpectTerminatedAsync(watcher);
    }

    [Fact]
    public async Task A_parent_can_watch_its_child()
    {
        var parent = Sys.ActorOf(Props.Create(() => new WatchingParent(TestActor)));
        var child = await ExpectMsgAsync<IActorRef>();
        child.Tell(PoisonPill.Instance);
        (await ExpectMsgAsync<IActorRef>()).Should().Be(child);
        parent.Path.Should().Be(child.Path.Parent);
    }

    [Fact]
    public async Task The_name_of_a_stopped_child_is_free_when_its_parent_is_told()
    {
        var parent = Sys.ActorOf(Props.Create(() => new RenewingParent(TestActor)));
        var first = await ExpectMsgAsync<IActorRef>();
        first.Tell(PoisonPill.Instance);
        var second = await ExpectMsgAsync<IActorRef>();
        second.Path.Should().Be(first.Path);
        second.Should().NotBe(first);
        parent.Should().NotBe(second);
    }

    [Fact]
    public async Task Children_stop_before_their_parent()
    {
        var parent = Sys.ActorOf(Recorder.Props(TestActor));
        var child = await parent.Ask<IActorRef>(Recorder.Props(CreateTestProbe()));
        Watch(child);
        await ReceiveNAsync(2).ToListAsync();
        Sys.Stop(parent);
        await ExpectTerminatedAsync(child);
        await ExpectMsgAsync("post-stop");
    }

    private sealed class CarelessWatcher : ReceiveActor
    {
        public CarelessWatcher(IActorRef watched)
        {
            Context.Watch(watched);
            Receive<string>(text => Sender.Tell(text));
        }
    }

    private sealed class OwnWordsWatcher : ReceiveActor
    {
        public OwnWordsWatcher(IActorRef watched, IActorRef probe)
        {
            Context.WatchWith(watched, "it has stopped");
            ReceiveAny(message => probe.Tell(message));
        }
    }

    private sealed class WatchingParent : ReceiveActor
    {
        public WatchingParent(IActorRef probe)
        {
            probe.Tell(Context.Watch(Context.ActorOf(Recorder.Props(ActorRefs.Nobody))));
            Receive<Terminated>(terminated => probe.Tell(terminated.ActorRef));
        }
    }

    private sealed class RenewingParent : ReceiveActor
    {
        public RenewingParent(IActorRef probe)
        {
            void Renew() => probe.Tell(Context.Watch(Context.ActorOf(Recorder.Props(ActorRefs.Nobody), "child")));
            Renew();
            Receive<Terminated>(_ => Renew());
        }
    }
}
