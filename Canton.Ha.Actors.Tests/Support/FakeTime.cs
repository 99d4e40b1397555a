namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A monotonic clock that moves only when a test says so, and the timers that run by it.</summary>
internal sealed class FakeTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>What the calendar says when the test begins; null for that of the machine, which moves by itself.</summary>
    public DateTimeOffset? Calendar { get; init; }

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => Calendar is { } began ? began.AddTicks(GetTimestamp()) : base.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate)
            _timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        Interlocked.Add(ref _ticks, time.Ticks);
        List<Timer> timers;
        lock (_gate)
            timers = [.. _timers];
        timers.ForEach(timer => timer.Run());
    }

    /// <summary>Runs at most once with each advance.</summary>
    private sealed class Timer(FakeTime time, Action run) : ITimer
    {
        private long _due;
        private long _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time._ticks + dueTime.Ticks;
            _period = period > TimeSpan.Zero ? period.Ticks : 0;
            return true;
        }

        public void Run()
        {
            if (_due > time._ticks)
                return;

            _due = _period > 0 ? time._ticks + _period : long.MaxValue;
            run();
        }

        public void Dispose()
        {
            lock (time._gate)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
