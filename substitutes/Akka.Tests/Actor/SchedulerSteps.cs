using Akka.Actor;

namespace Akka.Tests.Actor;

/// <summary>Repeats something while something else is awaited.</summary>
internal static class SchedulerSteps
{
    public static async Task ScheduleUntil(this IScheduler scheduler, Action step, Func<Task> awaited)
    {
        var repeated = scheduler.Advanced.ScheduleRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), step);
        await awaited();
        repeated.Cancel();
    }
}
