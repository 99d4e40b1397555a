using Akka.Actor;
using Akka.Pattern;
using Akka.Tests.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Pattern;

public class BackoffSpec : TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_child_that_stops_is_started_again_after_a_rest()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(OnStop()));
        await StartedChild();
        var child = await Child(supervisor);
        child.Tell(PoisonPill.Instance);
        await ExpectMsgAsync("post-stop");
        await ExpectNoMsgAsync(Rest / 2);
        await StartedChild();
        (await RestartCount(supervisor)).Should().Be(1);
    }

    [Fact]
    public async Task A_child_that_fails_is_stopped_and_started_again_after_a_rest()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnFailure(Recorder.Props(TestActor), "child", Rest, Rest * 4, 0, -1)));
        await StartedChild();
        supervisor.Tell(new InvalidOperationException("broken"));
        await ExpectMsgAsync("post-stop");
        await ExpectNoMsgAsync(Rest / 2);
        await StartedChild();
    }

    [Fact]
    public async Task Messages_go_to_the_child_and_back()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(OnStop()));
        await StartedChild();
        (await supervisor.Ask<string>("hello")).Should().Be("hello");
        (await Child(supervisor)).Path.Name.Should().Be("child");
    }

    [Fact]
    public async Task While_the_child_rests_the_supervisor_may_answer()
    {
        var hours = TimeSpan.FromMinutes(10);
        var options = Backoff.OnStop(Recorder.Props(CreateTestProbe()), "child", hours, hours, 0, -1).WithReplyWhileStopped("resting");
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(options));
        (await Child(supervisor)).Tell(PoisonPill.Instance);
        await AwaitAssertAsync(async () => (await Child(supervisor)).Should().BeNull());
        (await supervisor.Ask<string>("hello")).Should().Be("resting");
    }

    [Fact]
    public async Task After_too_many_starts_the_supervisor_stops()
    {
        var supervisor = Watch(Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnStop(Recorder.Props(CreateTestProbe()), "child", Rest, Rest, 0, 1).WithManualReset())));
        (await Child(supervisor)).Tell(PoisonPill.Instance);
        await AwaitAssertAsync(async () => (await RestartCount(supervisor)).Should().Be(1));
        await AwaitConditionAsync(async () => await Child(supervisor) is not null);
        (await Child(supervisor)).Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(supervisor);
    }

    [Fact]
    public async Task A_final_message_ends_the_supervisor_with_its_child()
    {
        var supervisor = Watch(Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnStop(Recorder.Props(CreateTestProbe()), "child", Rest, Rest, 0, -1).WithFinalStopMessage(m => m is "good bye"))));
        (await supervisor.Ask<string>("good bye")).Should().Be("good bye");
        (await Child(supervisor)).Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(supervisor);
    }

    [Fact]
    public void Options_have_to_make_sense()
    {
        var negative = () => BackoffSupervisor.Props(Backoff.OnStop(Props.Empty, "child", TimeSpan.Zero, Rest, 0, -1));
        negative.Should().Throw<ArgumentException>();
        var reversed = () => BackoffSupervisor.Props(Backoff.OnStop(Props.Empty, "child", Rest, Rest / 2, 0, -1));
        reversed.Should().Throw<ArgumentException>();
    }

    private static async Task<IActorRef> Child(IActorRef supervisor) =>
        (await supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance)).Ref;

    private static async Task<int> RestartCount(IActorRef supervisor) =>
        (await supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance)).Count;

    private BackoffOptions OnStop() => Backoff.OnStop(Recorder.Props(TestActor), "child", Rest, Rest * 4, 0, -1);

    private async Task StartedChild()
    {
        await ExpectMsgAsync("constructed");
        await ExpectMsgAsync("pre-start");
    }
}
