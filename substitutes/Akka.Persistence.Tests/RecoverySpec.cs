using Akka.Actor;
using Akka.Persistence.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Akka.Persistence.Tests;

public class RecoverySpec : PersistenceKit
{
    public RecoverySpec() : base("akka.persistence.max-concurrent-recoveries = 1")
    {
    }

    [Fact]
    public async Task A_new_instance_is_given_all_events_again()
    {
        await StopAsync(await WrittenAsync("p", "one", "two"));
        var again = await StartAsync("p", "one", "two");
        again.Tell(new Diary.Write("three"));
        await ExpectMsgAsync("written three at 3");
    }

    [Fact]
    public async Task A_restarted_instance_is_given_all_events_again()
    {
        var diary = await WrittenAsync("p", "one");
        diary.Tell(new Diary.Fail());
        await ExpectMsgAsync("recovered one");
    }

    [Fact]
    public async Task Commands_wait_until_recovery_is_completed()
    {
        await StopAsync(await WrittenAsync("p", "one"));
        var diary = Sys.ActorOf(Diary.Props("p", TestActor));
        diary.Tell("look");
        await ExpectMsgAsync("recovered one");
        await ExpectMsgAsync("command look at 1");
    }

    [Fact]
    public async Task Recovery_may_be_limited_by_number_and_count()
    {
        await StopAsync(await WrittenAsync("p", "one", "two", "three"));
        await StopAsync(await StartAsync("p", new Recovery(SnapshotSelectionCriteria.Latest, 2), "one,two"));
        await StartAsync("p", new Recovery(SnapshotSelectionCriteria.Latest, long.MaxValue, 1), "one");
    }

    [Fact]
    public async Task Without_recovery_there_are_no_events_but_numbers_go_on()
    {
        await StopAsync(await WrittenAsync("p", "one", "two"));
        var diary = await StartAsync("p", Recovery.None, "");
        diary.Tell(new Diary.Write("three"));
        await ExpectMsgAsync("written three at 3");
    }

    [Fact]
    public async Task Only_so_many_actors_recover_at_the_same_time()
    {
        await StopAsync(await WrittenAsync("p", "one"));
        var gate = new ManualResetEventSlim();
        var first = Sys.ActorOf(Props.Create(() => new Slow("p", gate, TestActor)));
        await ExpectMsgAsync("recovering");
        var second = Sys.ActorOf(Diary.Props("q", TestActor));
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        gate.Set();
        await ExpectMsgAsync("recovered ");
        await StopAsync(first);
        await StopAsync(second);
    }

    [Fact]
    public async Task An_actor_that_stops_while_it_waits_or_recovers_keeps_nobody_from_recovering()
    {
        await StopAsync(await WrittenAsync("p", "one"));
        var gate = new ManualResetEventSlim();
        var first = Sys.ActorOf(Props.Create(() => new Slow("p", gate, TestActor)));
        await ExpectMsgAsync("recovering");
        await StopAsync(Sys.ActorOf(Diary.Props("waiting", TestActor)));
        Sys.Stop(first);
        gate.Set();
        await StartAsync("q");
    }

    [Fact]
    public async Task An_exception_while_recovering_stops_the_actor()
    {
        await StopAsync(await WrittenAsync("p", "one"));
        var broken = await WatchAsync(Sys.ActorOf(Props.Create(() => new Broken("p", TestActor))));
        (await ExpectMsgAsync<Exception>()).Message.Should().Be("cannot read one");
        await ExpectTerminatedAsync(broken);
    }

    [Fact]
    public async Task An_id_is_needed()
    {
        await EventFilter.Exception<ActorInitializationException>().ExpectOneAsync(() =>
        {
            Sys.ActorOf(Diary.Props(null!, TestActor));
            return Task.CompletedTask;
        });
    }

    private async Task<IActorRef> WrittenAsync(string id, params string[] texts)
    {
        var diary = await StartAsync(id);
        diary.Tell(new Diary.WriteAll(texts));
        for (var i = 0; i < texts.Length; i++)
            await ExpectMsgAsync($"written {texts[i]} at {i + 1}");
        return diary;
    }

    private async Task<IActorRef> StartAsync(string id, Recovery recovery, string expected)
    {
        var diary = Sys.ActorOf(Diary.Props(id, TestActor, recovery));
        await ExpectMsgAsync("recovered " + expected);
        return diary;
    }

    private sealed class Slow : UntypedPersistentActor
    {
        private readonly ManualResetEventSlim _gate;
        private readonly IActorRef _reader;

        public Slow(string id, ManualResetEventSlim gate, IActorRef reader) => (PersistenceId, _gate, _reader) = (id, gate, reader);

        public override string PersistenceId { get; }

        protected override void OnRecover(object message)
        {
            if (message is not string)
                return;
            _reader.Tell("recovering");
            _gate.Wait(TimeSpan.FromSeconds(5));
        }

        protected override void OnCommand(object message)
        {
        }
    }

    private sealed class Broken : UntypedPersistentActor
    {
        private readonly IActorRef _reader;

        public Broken(string id, IActorRef reader) => (PersistenceId, _reader) = (id, reader);

        public override string PersistenceId { get; }

        protected override void OnRecover(object message) => throw new InvalidOperationException($"cannot read {message}");

        protected override void OnRecoveryFailure(Exception reason, object? message = null) => _reader.Tell(reason);

        protected override void OnCommand(object message)
        {
        }
    }
}
