using Akka.Actor;
using Akka.TestKit.Configs;
using FluentAssertions;
using Xunit;

namespace Akka.TestKit.Tests;

public class TestSchedulerSpec() : Xunit2.TestKit(TestConfigs.TestSchedulerConfig)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Nothing_is_due_before_its_time()
    {
        Scheduler.ScheduleTellOnce(Second, TestActor, "due", TestActor);
        Scheduler.Advance(Second - TimeSpan.FromTicks(1));
        ExpectNoMsg(0);
        Scheduler.Advance(TimeSpan.FromTicks(1));
        ExpectMsg("due");
        Scheduler.Advance(Second);
        ExpectNoMsg(0);
    }

    [Fact]
    public void What_is_due_runs_in_the_order_of_the_times()
    {
        Scheduler.ScheduleTellOnce(3 * Second, TestActor, 3, TestActor);
        Scheduler.ScheduleTellOnce(Second, TestActor, 1, TestActor);
        Scheduler.Advanced.ScheduleOnce(2 * Second, () => TestActor.Tell(2));
        Scheduler.AdvanceTo(Scheduler.Now + (5 * Second));
        ReceiveN(3).Should().Equal(1, 2, 3);
    }

    [Fact]
    public void What_repeats_runs_once_per_advance()
    {
        Scheduler.ScheduleTellRepeatedly(Second, 2 * Second, TestActor, "tick", TestActor);
        Scheduler.Advance(Second);
        ExpectMsg("tick");
        Scheduler.Advance(Second);
        ExpectNoMsg(0);
        Scheduler.Advance(5 * Second);
        ExpectMsg("tick");
        ExpectNoMsg(0);
    }

    [Fact]
    public void What_is_cancelled_does_not_run()
    {
        var cancelable = new Cancelable(Scheduler.Advanced);
        Scheduler.ScheduleTellRepeatedly(Second, Second, TestActor, "tick", TestActor, cancelable);
        Scheduler.Advance(Second);
        ExpectMsg("tick");
        cancelable.Cancel();
        Scheduler.Advance(Second);
        ExpectNoMsg(0);
    }

    [Fact]
    public void Time_does_not_go_back() =>
        Scheduler.Invoking(s => s.AdvanceTo(s.Now - Second)).Should().Throw<InvalidOperationException>();

    [Fact]
    public void Timers_of_actors_follow_the_advanced_time()
    {
        var actor = ActorOfAsTestActorRef<Sleeper>(Props.Create(() => new Sleeper(TestActor)));
        actor.Tell("start");
        Scheduler.Advance(9 * Second);
        ExpectNoMsg(0);
        Scheduler.Advance(Second);
        ExpectMsg("woke");
    }

    private sealed class Sleeper : ReceiveActor, IWithTimers
    {
        public Sleeper(IActorRef report)
        {
            Receive<string>(text => text == "start", _ => Timers.StartSingleTimer("wake", "wake", TimeSpan.FromSeconds(10)));
            Receive<string>(_ => report.Tell("woke"));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
