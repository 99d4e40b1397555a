using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan TimerTolerance = TimeSpan.FromMilliseconds(200);

    private TimeSpan? _end;
    private bool _endedByWaiting;

    /// <summary>The present time, to be compared with other values of this property only.</summary>
    public static TimeSpan Now => TimeSpan.FromTicks(DateTime.UtcNow.Ticks);

    /// <summary>What is left of the Within block; zero after its end.</summary>
    /// <exception cref="InvalidOperationException">There is no Within block.</exception>
    public TimeSpan Remaining =>
        Left ?? throw new InvalidOperationException("""Remaining may not be called outside of "within".""");

    /// <summary>What is left of the Within block; without one, the dilated default.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    private TimeSpan? Left => _end is { } end ? TimeSpan.FromTicks(Math.Max(0, (end - Now).Ticks)) : null;

    /// <summary>A duration multiplied by the time factor.</summary>
    /// <exception cref="ArgumentException">It is negative.</exception>
    public TimeSpan Dilated(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero)
            throw new ArgumentException("Must not be negative", nameof(duration));
        return new TimeSpan((long)(duration.Ticks * TestKitSettings.TestTimeFactor));
    }

    /// <summary>A duration dilated; without one, what is left of the Within block or the default.</summary>
    /// <exception cref="ArgumentException">It is negative.</exception>
    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration is { } given ? Dilated(given) : RemainingOrDefault;

    /// <summary>A duration, or the default as it is.</summary>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? TestKitSettings.SingleExpectDefault;

    /// <summary>Runs a block that has to be done in a dilated time; expectations in it wait for what is left.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that has to take a time and be done in another, dilated one; expectations in it wait for what is left.</summary>
    public void Within(
        TimeSpan min, TimeSpan max, Action action, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(min, max, () => Did(action), hint, epsilonValue, cancellationToken);

    /// <summary>Runs a block that has to be done in a dilated time, and returns what it returns.</summary>
    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that has to take a time and be done in another, dilated one, and returns what it returns.</summary>
    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, () => Task.FromResult(function()), hint, epsilonValue, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Runs a block that has to be done in a dilated time; expectations in it wait for what is left.</summary>
    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that has to take a time and be done in another, dilated one; expectations in it wait for what is left.</summary>
    public Task WithinAsync(
        TimeSpan min,
        TimeSpan max,
        Func<Task> actionAsync,
        string hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, () => DidAsync(actionAsync), hint, epsilonValue, cancellationToken);

    /// <summary>Runs a block that has to be done in a dilated time, and returns what it returns.</summary>
    public Task<T> WithinAsync<T>(
        TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that has to take a time and be done in another, dilated one, and returns what it returns.</summary>
    public async Task<T> WithinAsync<T>(
        TimeSpan min,
        TimeSpan max,
        Func<Task<T>> function,
        string hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        min.EnsureIsPositiveFinite(nameof(min));
        max.EnsureIsPositiveFinite(nameof(max));
        var start = Now;
        var left = _end is { } outer ? outer - start : Timeout.InfiniteTimeSpan;
        _assertions.AssertTrue(
            left.IsInfiniteTimeout() || left >= min, "Required min time {0} not possible, only {1} left. {2}", min, left, hint ?? "");
        var limit = Dilated(max).Min(left);
        var result = await RunUntilAsync(start + limit, Dilated(max) + TimerTolerance, function, cancellationToken);

        var elapsed = Now - start;
        if (elapsed < min)
            _assertions.Fail("Failed: Block took {0}, should have at least been {1}. {2}", elapsed, min, hint ?? "");
        if (!_endedByWaiting && elapsed > limit + (epsilonValue ?? TimeSpan.Zero))
            _assertions.Fail("Failed: Block took {0}, exceeding {1}. {2}", elapsed, limit, hint ?? "");
        return result;
    }

    /// <summary>What is left of the Within block; without one, the given duration.</summary>
    protected TimeSpan RemainingOr(TimeSpan duration) => Left ?? duration;

    private static NotUsed Did(Action action)
    {
        action();
        return NotUsed.Instance;
    }

    private static async Task<NotUsed> DidAsync(Func<Task> action)
    {
        await action();
        return NotUsed.Instance;
    }

    private async Task<T> RunUntilAsync<T>(TimeSpan end, TimeSpan limit, Func<Task<T>> function, CancellationToken cancellationToken)
    {
        var outer = _end;
        _endedByWaiting = false;
        _end = end;
        try
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var running = function();
            var first = await Task.WhenAny(running, Task.Delay(limit, waiting.Token));
            await waiting.CancelAsync();
            if (first == running)
                return await running;
            cancellationToken.ThrowIfCancellationRequested();
            return default;
        }
        finally
        {
            _end = outer;
        }
    }
}
