using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Dispatch;

public class DispatcherSpec : TestKit.Xunit2.TestKit
{
    public DispatcherSpec() : base("""
        pinned { type = PinnedDispatcher }
        forked { type = ForkJoinDispatcher, throughput = 1, dedicated-thread-pool { thread-count = 2 } }
        alias = pinned
        small { mailbox-type = "Akka.Dispatch.BoundedMailbox", mailbox-capacity = 1, mailbox-push-timeout-time = 10ms }
        urgent { mailbox-type = "Akka.Tests.Dispatch.DispatcherSpec+Urgent, Akka.Tests" }
        """)
    {
    }

    [Fact]
    public async Task A_pinned_actor_has_a_thread_of_its_own()
    {
        var actors = Enumerable.Range(0, 3).Select(_ => Sys.ActorOf(Props.Create<Threaded>().WithDispatcher("pinned"))).ToArray();
        var threads = new List<int>();
        foreach (var actor in actors)
        {
            var first = await actor.Ask<int>("thread");
            (await actor.Ask<int>("thread")).Should().Be(first);
            threads.Add(first);
        }

        threads.Should().OnlyHaveUniqueItems();
        (await Sys.ActorOf(Props.Create<Threaded>().WithDispatcher("alias")).Ask<bool>("pool?")).Should().BeFalse();
    }

    [Fact]
    public async Task Asynchronous_handlers_of_a_pinned_actor_stay_on_its_thread()
    {
        var actor = Sys.ActorOf(Props.Create<Threaded>().WithDispatcher("pinned"));
        var thread = await actor.Ask<int>("thread");
        (await actor.Ask<int>(Task.Delay(10))).Should().Be(thread);
    }

    [Fact]
    public async Task A_dispatcher_may_have_threads_of_its_own()
    {
        var actor = Sys.ActorOf(Props.Create<Threaded>().WithDispatcher("forked"));
        (await actor.Ask<bool>("pool?")).Should().BeFalse();
        (await Sys.ActorOf(Props.Create<Threaded>()).Ask<bool>("pool?")).Should().BeTrue();
    }

    [Fact]
    public void An_unknown_dispatcher_is_an_exception()
    {
        var start = () => Sys.ActorOf(Props.Create<Threaded>().WithDispatcher("unknown"));
        start.Should().Throw<ConfigurationException>().WithMessage("*unknown*");
    }

    [Fact]
    public async Task A_full_mailbox_makes_dead_letters()
    {
        var gate = new TaskCompletionSource<Done>();
        var actor = Sys.ActorOf(Props.Create<Threaded>().WithMailbox("small"));
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);
        for (var i = 0; i < 5; i++)
            actor.Tell(gate.Task);
        await ExpectMsgAsync<DeadLetter>();
        gate.SetResult(Done.Instance);
    }

    [Fact]
    public async Task Urgent_messages_overtake_others()
    {
        var gate = new TaskCompletionSource<Done>();
        var actor = Sys.ActorOf(Props.Create<Threaded>().WithMailbox("urgent"));
        actor.Tell(gate.Task, TestActor);
        actor.Tell(3, TestActor);
        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);
        gate.SetResult(Done.Instance);
        await ExpectMsgAsync<int>();
        await ExpectMsgAsync(1);
        await ExpectMsgAsync(2);
        await ExpectMsgAsync(3);
    }

    public sealed class Urgent : UnboundedPriorityMailbox
    {
        public Urgent(Settings settings, Config config) : base(settings, config)
        {
        }

        protected override int PriorityGenerator(object message) => message is int number ? number : 0;
    }

    private sealed class Threaded : ReceiveActor
    {
        public Threaded()
        {
            Receive<string>(text => text == "thread", _ => Sender.Tell(Environment.CurrentManagedThreadId));
            Receive<string>(_ => Sender.Tell(Thread.CurrentThread.IsThreadPoolThread));
            Receive<int>(number => Sender.Tell(number));
            ReceiveAsync<Task>(AnswerAfter);
        }

        private async Task AnswerAfter(Task task)
        {
            await task;
            Sender.Tell(Environment.CurrentManagedThreadId);
        }
    }
}
