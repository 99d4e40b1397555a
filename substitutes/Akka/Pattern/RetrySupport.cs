using Akka.Actor;
using Akka.Util;

namespace Akka.Pattern;

/// <summary>Tries several times.</summary>
public static class RetrySupport
{
    /// <summary>Tries again at once.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts) => Retry(attempt, attempts, _ => Option<TimeSpan>.None, null);

    /// <summary>Tries again after a rest that grows.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan minBackoff, TimeSpan maxBackoff, int randomFactor, IScheduler scheduler)
    {
        if (minBackoff <= TimeSpan.Zero)
            throw new ArgumentException("Parameter minBackoff must be > 0", nameof(minBackoff));
        if (maxBackoff < minBackoff)
            throw new ArgumentException("Parameter maxBackoff must be >= minBackoff", nameof(maxBackoff));
        if (randomFactor is < 0 or > 1)
            throw new ArgumentException("RandomFactor must be between 0.0 and 1.0", nameof(randomFactor));
        return Retry(attempt, attempts, n => BackoffSupervisor.CalculateDelay(n, minBackoff, maxBackoff, randomFactor), scheduler);
    }

    /// <summary>Tries again after a rest.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan delay, IScheduler scheduler) =>
        Retry(attempt, attempts, _ => delay, scheduler);

    /// <summary>Tries again after a rest that depends on the number of the attempt.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, Func<int, Option<TimeSpan>> delayFunction, IScheduler scheduler)
    {
        if (attempts < 0)
            throw new ArgumentException("Parameter maxAttempts must >= 0.", nameof(attempts));
        return attempt is null
            ? throw new ArgumentNullException(nameof(attempt), "Parameter attempt should not be null.")
            : TryAll(attempt, attempts, delayFunction, scheduler);
    }

    private static async Task<T> TryAll<T>(Func<Task<T>> attempt, int attempts, Func<int, Option<TimeSpan>> delayFunction, IScheduler scheduler)
    {
        for (var attempted = 0; attempted < attempts;)
        {
            var task = FutureTimeoutSupport.Begin(attempt);
            await Task.WhenAny(task).ConfigureAwait(false);
            if (!task.IsFaulted)
                return await task.ConfigureAwait(false);
            if (delayFunction(++attempted) is { HasValue: true } delay)
                await FutureTimeoutSupport.After(delay.Value, scheduler, () => Task.FromResult(Done.Instance)).ConfigureAwait(false);
        }

        return await FutureTimeoutSupport.Begin(attempt).ConfigureAwait(false);
    }
}
