using System.Diagnostics;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>The deadline of a call. Either the call stops it, or it ends the call: <see cref="ServerCall.Gate"/> decides between them.</summary>
internal sealed class CallDeadline : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly ServerCall _call;
    private readonly TimeSpan _timeout;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Timer _timer;
    private TaskCompletionSource? _exceeded;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenRegistration _aborted;
    private bool _isStopped;

    public CallDeadline(ServerCall call, TimeSpan timeout)
    {
        _call = call;
        _timeout = timeout;
        At = DateTime.UtcNow.Add(timeout);
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
            _timer = new Timer(static deadline => ((CallDeadline)deadline!).OnTimer(), this, Timeout.Infinite, Timeout.Infinite);
        Arm(timeout);
    }

    /// <summary>When it passes, UTC.</summary>
    public DateTime At { get; }

    public bool IsExceeded => Volatile.Read(ref _exceeded) is not null;

    /// <summary>Done when the end of an expired call has been written; only for a deadline that is exceeded.</summary>
    public Task Exceeded => _exceeded?.Task ?? Task.CompletedTask;

    /// <summary>Cancelled when the deadline has passed or the client has gone.</summary>
    public CancellationToken Token
    {
        get
        {
            lock (_call.Gate)
            {
                if (_cancellation is not null)
                    return _cancellation.Token;

                _cancellation = new CancellationTokenSource();
                if (_exceeded is { Task.IsCompleted: true })
                    _cancellation.Cancel();
                else
                    _aborted = _call.Http.RequestAborted.UnsafeRegister(static deadline => ((CallDeadline)deadline!).OnAborted(), this);
                return _cancellation.Token;
            }
        }
    }

    public bool TryStop()
    {
        lock (_call.Gate)
        {
            _isStopped |= _exceeded is null;
            return _isStopped;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _aborted.Unregister();
    }

    /// <summary>Half a clock tick more than needed: timers are coarser than clocks, and one that comes early comes twice.</summary>
    private void Arm(TimeSpan remaining)
    {
        var due = TimeSpan.FromMilliseconds(Math.Ceiling(remaining.TotalMilliseconds) + 1);
        _timer.Change(due < LongestTimer ? due : LongestTimer, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        var remaining = _timeout - Stopwatch.GetElapsedTime(_started);
        lock (_call.Gate)
        {
            if (_isStopped)
                return;
            if (remaining <= TimeSpan.Zero)
                _exceeded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (remaining <= TimeSpan.Zero)
        {
            _ = ExceedAsync(_exceeded!);
            return;
        }

        ServerLog.DeadlineTimerRescheduled(_call.Log, remaining);
        Arm(remaining);
    }

    private async Task ExceedAsync(TaskCompletionSource done)
    {
        try
        {
            await _call.ExceedDeadlineAsync(_timeout);
        }
        catch (Exception e)
        {
            ServerLog.DeadlineCancellationError(_call.Log, e);
        }

        CancelToken(done);
    }

    /// <summary>What listens to the token may throw; the call ends all the same.</summary>
    private void CancelToken(TaskCompletionSource done)
    {
        CancellationTokenSource? cancellation;
        lock (_call.Gate)
        {
            cancellation = _cancellation;
            if (cancellation is null)
                done.SetResult();
        }

        try
        {
            cancellation?.Cancel();
        }
        catch (AggregateException e)
        {
            ServerLog.DeadlineCancellationError(_call.Log, e);
        }

        done.TrySetResult();
    }

    private void OnAborted()
    {
        TryStop();
        _cancellation?.Cancel();
    }
}
