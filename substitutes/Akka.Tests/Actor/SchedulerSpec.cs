using System.Diagnostics;
using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class SchedulerSpec : TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task Messages_are_sent_later_and_not_before()
    {
        var started = Stopwatch.GetTimestamp();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(100), TestActor, "later", ActorRefs.NoSender);
        await ExpectMsgAsync("later");
        Stopwatch.GetElapsedTime(started).Should().BeGreaterThan(TimeSpan.FromMilliseconds(90));
    }

    [Fact]
    public async Task Messages_are_repeated_until_they_are_cancelled()
    {
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), TestActor, "again", ActorRefs.NoSender);
        await ExpectMsgAsync("again");
        await ExpectMsgAsync("again");
        await ExpectMsgAsync("again");
        cancelable.Cancel();
        await ReceiveWhileAsync<object>(TimeSpan.FromMilliseconds(50), m => m).ToListAsync();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task What_is_cancelled_in_time_does_not_happen()
    {
        var cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromMilliseconds(50), TestActor, "never", ActorRefs.NoSender);
        cancelable.Cancel();
        cancelable.IsCancellationRequested.Should().BeTrue();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(150));
    }

    [Fact]
    public async Task Earlier_work_runs_first_whatever_was_scheduled_first()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(200), () => TestActor.Tell("second"));
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(20), () => TestActor.Tell("first"));
        await ExpectMsgAsync("first");
        await ExpectMsgAsync("second");
    }

    [Fact]
    public async Task Work_that_fails_does_not_end_the_scheduler()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => throw new InvalidOperationException("no"));
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(20), TestActor, "still here", ActorRefs.NoSender);
        await ExpectMsgAsync("still here");
    }

    [Fact]
    public void Delays_cannot_be_negative()
    {
        var schedule = () => Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(-1), TestActor, "never", ActorRefs.NoSender);
        schedule.Should().Throw<ArgumentOutOfRangeException>();
        var repeat = () => Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.Zero, TestActor, "never", ActorRefs.NoSender);
        repeat.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Cancellations_are_linked()
    {
        using var first = new Cancelable(Sys.Scheduler);
        using var second = new Cancelable(Sys.Scheduler, TimeSpan.FromMilliseconds(20));
        var linked = Cancelable.CreateLinkedCancelable(Sys.Scheduler, first, second);
        await AwaitConditionAsync(() => linked.IsCancellationRequested);
        first.IsCancellationRequested.Should().BeFalse();
        Cancelable.CreateCanceled().IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public void An_inbox_receives_outside_of_actors()
    {
        using var inbox = Inbox.Create(Sys);
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        inbox.Send(actor, "hello");
        inbox.Receive(TimeSpan.FromSeconds(3)).Should().Be("hello");
        inbox.Watch(actor);
        Sys.Stop(actor);
        inbox.ReceiveWhere(m => m is Terminated, TimeSpan.FromSeconds(3)).Should().BeOfType<Terminated>();
        var nothing = () => inbox.Receive(TimeSpan.FromMilliseconds(50));
        nothing.Should().Throw<TimeoutException>();
    }
}
