using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class AskSpec : TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task The_answer_completes_the_task()
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        (await actor.Ask<string>("hello", TimeSpan.FromSeconds(3))).Should().Be("hello");
    }

    [Fact]
    public async Task No_answer_in_time_is_an_exception()
    {
        var ask = () => CreateTestProbe().Ref.Ask<string>("hello", TimeSpan.FromMilliseconds(50));
        await ask.Should().ThrowAsync<AskTimeoutException>();
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var asked = CreateTestProbe().Ref.Ask<string>("hello", TimeSpan.FromMinutes(1), cancellation.Token);
        await cancellation.CancelAsync();
        var wait = () => asked;
        await wait.Should().ThrowAsync<TaskCanceledException>();
    }

    [Fact]
    public async Task A_failure_as_answer_is_thrown()
    {
        var probe = CreateTestProbe();
        var asked = probe.Ref.Ask<string>("hello", TimeSpan.FromSeconds(3));
        await probe.ExpectMsgAsync("hello");
        probe.Reply(new Status.Failure(new InvalidOperationException("no")));
        var wait = () => asked;
        await wait.Should().ThrowAsync<InvalidOperationException>().WithMessage("no");
    }

    [Fact]
    public async Task An_answer_of_another_type_is_an_exception()
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        var ask = () => actor.Ask<int>("hello", TimeSpan.FromSeconds(3));
        await ask.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task The_message_may_carry_the_reference_to_answer_to()
    {
        var probe = CreateTestProbe();
        var asked = probe.Ref.Ask<string>(replyTo => replyTo, TimeSpan.FromSeconds(3), CancellationToken.None);
        (await probe.ExpectMsgAsync<IActorRef>()).Tell("found");
        (await asked).Should().Be("found");
    }

    [Fact]
    public async Task Forward_keeps_the_sender()
    {
        var target = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        var forwarder = Sys.ActorOf(Props.Create(() => new Forwarder(target)));
        (await forwarder.Ask<string>("hello", TimeSpan.FromSeconds(3))).Should().Be("hello");
    }

    [Fact]
    public async Task Results_of_tasks_are_piped()
    {
        await Task.FromResult("done").PipeTo(TestActor);
        await ExpectMsgAsync("done");
        await Task.FromResult(1).PipeTo(TestActor, success: n => n + 1);
        await ExpectMsgAsync(2);
        await Task.FromException(new InvalidOperationException("no")).PipeTo(TestActor, success: () => "never");
        (await ExpectMsgAsync<Status.Failure>()).Cause.Message.Should().Be("no");
        await Task.FromException<int>(new InvalidOperationException("no")).PipeTo(TestActor, failure: e => e.Message);
        await ExpectMsgAsync("no");
        await new ValueTask<int>(3).PipeTo(TestActor, Nobody.Instance);
        await ExpectMsgAsync(3);
    }

    private sealed class Forwarder : UntypedActor
    {
        private readonly IActorRef _target;

        public Forwarder(IActorRef target) => _target = target;

        protected override void OnReceive(object message) => _target.Forward(message);
    }
}
