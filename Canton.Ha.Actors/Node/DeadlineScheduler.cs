using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Canton.Ha.Actors.Node;

/// <summary>
/// The scheduler of the actor system: one thread that waits for the next deadline. Akka.NET's own ticks on the thread pool, so that with
/// every pool thread blocked no deadline would pass and no proof of the lock would be sent.
/// </summary>
internal sealed class DeadlineScheduler : SchedulerBase, IDisposable
{
    private readonly PriorityQueue<Deadline, (long Ticks, long Order)> _deadlines = new();
    private readonly long _startedAt = TimeProvider.System.GetTimestamp();
    private long _order;
    private bool _isStopped;

    /// <summary>Called by the actor system.</summary>
    public DeadlineScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log) =>
        new Thread(Run) { IsBackground = true, Name = "deadlines" }.Start();

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => TimeProvider.System.GetElapsedTime(_startedAt);

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => TimeProvider.System.GetUtcNow();

    /// <summary>Drops what is not due yet.</summary>
    public void Dispose()
    {
        lock (_deadlines)
        {
            _isStopped = true;
            Monitor.Pulse(_deadlines);
        }
    }

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, null, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, null, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Add(delay, null, action.Run, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(initialDelay, interval, action.Run, cancelable);

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable) =>
        Add(new Deadline(MonotonicClock + delay, interval, action, cancelable));

    private void Add(Deadline deadline)
    {
        lock (_deadlines)
        {
            _deadlines.Enqueue(deadline, (deadline.At.Ticks, _order++));
            if (_deadlines.Peek() == deadline)
                Monitor.Pulse(_deadlines);
        }
    }

    private void Run()
    {
        while (TakeNext() is { } due)
        {
            if (due.Cancelable is { IsCancellationRequested: true })
                continue;

            Run(due.Action);
            if (due.Interval is { } interval)
                Add(due with { At = due.At + interval });
        }
    }

    /// <summary>The action is foreign, and every later deadline of the node is waiting behind it.</summary>
    private void Run(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.Error(e, "What was scheduled has failed: {0}", e.Message);
        }
    }

    /// <summary>Waits for the next deadline; null when the system has ended.</summary>
    private Deadline? TakeNext()
    {
        lock (_deadlines)
        {
            while (!_isStopped)
            {
                var left = _deadlines.TryPeek(out var first, out _) ? first.At - MonotonicClock : Timeout.InfiniteTimeSpan;
                if (first is not null && left <= TimeSpan.Zero)
                    return _deadlines.Dequeue();

                Monitor.Wait(_deadlines, first is null ? Timeout.Infinite : (int)Math.Min(Math.Ceiling(left.TotalMilliseconds), int.MaxValue));
            }

            return null;
        }
    }

    private sealed record Deadline(TimeSpan At, TimeSpan? Interval, Action Action, ICancelable? Cancelable);
}
