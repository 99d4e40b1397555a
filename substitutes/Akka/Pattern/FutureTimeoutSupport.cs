using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Tasks that begin later.</summary>
public static class FutureTimeoutSupport
{
    /// <summary>Calls <paramref name="value"/> after a while, by the scheduler's time.</summary>
    public static Task<T> After<T>(TimeSpan duration, IScheduler scheduler, Func<Task<T>> value)
    {
        if (duration.Ticks < 1)
            return Begin(value);
        var begun = new TaskCompletionSource<Task<T>>();
        scheduler.Advanced.ScheduleOnce(duration, () => begun.SetResult(Begin(value)));
        return begun.Task.Unwrap();
    }

    internal static Task<T> Begin<T>(Func<Task<T>> value)
    {
        try
        {
            return value();
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }
}
