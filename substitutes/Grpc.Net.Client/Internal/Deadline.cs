using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Ends a call when its time is up.</summary>
internal sealed class Deadline : IDisposable
{
    /// <summary>What eight digits of seconds, the longest value of <c>grpc-timeout</c>, can say.</summary>
    private static readonly TimeSpan TimeoutMax = TimeSpan.FromSeconds(99_999_999);

    /// <summary>The longest wait of a timer; a later deadline is waited for in parts.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly DateTime _at;
    private readonly ClientCall _call;
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private bool _isDisposed;

    /// <exception cref="InvalidOperationException">The time is not UTC.</exception>
    public Deadline(DateTime at, ClientCall call)
    {
        if (at != DateTime.MinValue && at.Kind != DateTimeKind.Utc)
            throw new InvalidOperationException("Deadline must have a kind DateTimeKind.Utc or be equal to DateTime.MaxValue or DateTime.MinValue.");

        _at = at;
        _call = call;
    }

    public bool HasPassed => Remaining <= TimeSpan.Zero;

    private TimeSpan Remaining => _at - _call.Channel.Settings.Clock.GetUtcNow().UtcDateTime;

    /// <summary>What the server is told.</summary>
    public TimeSpan Timeout()
    {
        var remaining = Remaining;
        if (remaining <= TimeoutMax)
            return remaining;

        CallLog.DeadlineTimeoutTooLong(_call.Log, remaining);
        return TimeoutMax;
    }

    public void Start()
    {
        var remaining = Remaining;
        if (remaining <= TimeSpan.Zero)
        {
            Pass();
            return;
        }

        CallLog.StartingDeadlineTimeout(_call.Log, remaining);
        lock (_lock)
        {
            if (!_isDisposed)
                _timer = _call.Channel.Settings.Clock.CreateTimer(static deadline => ((Deadline)deadline!).OnTimer(), this, Wait(remaining), System.Threading.Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }
    }

    /// <summary>In whole milliseconds, rounded up, as timers count.</summary>
    private static TimeSpan Wait(TimeSpan remaining) =>
        remaining >= WaitMax ? WaitMax : TimeSpan.FromMilliseconds(Math.Ceiling(remaining.TotalMilliseconds));

    /// <summary>An exception of what listens to the end of the call must not end the process.</summary>
    private void OnTimer()
    {
        try
        {
            Elapsed();
        }
        catch (Exception e)
        {
            CallLog.ErrorExceedingDeadline(_call.Log, e);
        }
    }

    private void Elapsed()
    {
        var remaining = Remaining;
        if (remaining <= TimeSpan.Zero)
        {
            Pass();
            return;
        }

        CallLog.DeadlineTimerRescheduled(_call.Log, remaining);
        lock (_lock)
            _timer?.Change(Wait(remaining), System.Threading.Timeout.InfiniteTimeSpan);
    }

    private void Pass() => _call.End(new Status(StatusCode.DeadlineExceeded, ""), isComplete: false);
}
