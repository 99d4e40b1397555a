using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Repeats an assertion until it holds; after the time throws what it threw last.</summary>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(assertion, duration, interval, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Repeats an assertion until it holds; after the time throws what it threw last.</summary>
    public Task AwaitAssertAsync(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(() => Task.FromResult(Did(assertion)), duration, interval, cancellationToken);

    /// <summary>Repeats an assertion until it holds; after the time throws what it threw last.</summary>
    public async Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var pause = interval ?? DefaultInterval;
        if (pause == Timeout.InfiniteTimeSpan)
            pause = TimeSpan.MaxValue;
        pause.EnsureIsPositiveFinite(nameof(interval));
        var max = RemainingOrDilated(duration);
        var end = Now + max;
        for (var next = max.Min(pause); ; next = (end - Now).Min(pause))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (Now + next < end)
            {
                await Task.Delay(next, cancellationToken);
            }
        }
    }

    /// <summary>Waits until a condition holds; fails after what is left of the Within block or the default.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Waits until a condition holds; fails after a dilated time.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Lift(conditionIsFulfilled), max, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Waits until a condition holds; fails with a message after a dilated time.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, message, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Waits until a condition holds, looking at intervals; fails with a message after a dilated time.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, interval, message, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Waits until a condition holds; fails after what is left of the Within block or the default.</summary>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, cancellationToken);

    /// <summary>Waits until a condition holds; fails after what is left of the Within block or the default.</summary>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Lift(conditionIsFulfilled), null, cancellationToken);

    /// <summary>Waits until a condition holds; fails after a dilated time.</summary>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, "", cancellationToken);

    /// <summary>Waits until a condition holds; fails with a message after a dilated time.</summary>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, RemainingOrDilated(max) / 10, message, cancellationToken);

    /// <summary>Waits until a condition holds; fails with a message after a dilated time.</summary>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Lift(conditionIsFulfilled), max, message, cancellationToken);

    /// <summary>Waits until a condition holds, looking at intervals; fails with a message after a dilated time.</summary>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(
            conditionIsFulfilled,
            RemainingOrDilated(max),
            interval,
            (format, args) => _assertions.Fail(format + message, args),
            TestKitSettings.LogTestKitCalls ? Log : null,
            cancellationToken);

    /// <summary>Waits until a condition holds, looking at intervals; fails with a message after a dilated time.</summary>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Lift(conditionIsFulfilled), max, interval, message, cancellationToken);

    /// <summary>Waits until a condition holds; returns whether it held in time.</summary>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(conditionIsFulfilled, max, interval, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Waits until a condition holds; returns whether it held in time.</summary>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, max, interval ?? DefaultInterval, (_, _) => { }, cancellationToken);

    /// <summary>Waits until a condition holds; returns whether it held in time.</summary>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(Lift(conditionIsFulfilled), max, interval, cancellationToken);

    /// <summary>Waits until a condition holds; after the time calls <paramref name="fail"/> and returns false.</summary>
    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        CancellationToken cancellationToken = default) =>
        InternalAwaitCondition(conditionIsFulfilled, max, interval, fail, null, cancellationToken);

    /// <summary>Waits until a condition holds; after the time calls <paramref name="fail"/> and returns false.</summary>
    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        ILoggingAdapter logger,
        CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(Lift(conditionIsFulfilled), max, interval, fail, logger, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Waits until a condition holds; after the time calls <paramref name="fail"/> and returns false.</summary>
    protected static Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, max, interval, fail, null, cancellationToken);

    /// <summary>Waits until a condition holds; after the time calls <paramref name="fail"/> and returns false.</summary>
    protected static async Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        ILoggingAdapter logger,
        CancellationToken cancellationToken = default)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        var start = Now;
        var end = start + max;
        while (!await conditionIsFulfilled())
        {
            if (cancellationToken.IsCancellationRequested || Now > end)
            {
                var reason = cancellationToken.IsCancellationRequested ? "Task is canceled" : "Timeout {0} expired while waiting for condition.";
                logger?.Debug(reason, max);
                fail(reason, [max]);
                return false;
            }

            var left = end - Now;
            await Task.Delay(left > TimeSpan.Zero ? left.Min(interval) : TimeSpan.Zero, cancellationToken);
        }

        logger?.Debug("Condition fulfilled after {0}", Now - start);
        return true;
    }

    private static Func<Task<bool>> Lift(Func<bool> condition) => () => Task.FromResult(condition());
}
