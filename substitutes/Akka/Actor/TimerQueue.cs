using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Runs work at its time, on a thread of its own that is started with the first work.</summary>
internal sealed class TimerQueue
{
    private const int SweepMin = 1024;

    private readonly ILoggingAdapter _log;
    private readonly TimeSpan _stopTimeout;
    private readonly object _gate = new();
    private PriorityQueue<Entry, (TimeSpan Due, long Age)> _entries = new();
    private Thread _thread;
    private bool _isStopped;
    private long _age;
    private int _sweepAt = SweepMin;

    public TimerQueue(ILoggingAdapter log, TimeSpan stopTimeout)
    {
        _log = log;
        _stopTimeout = stopTimeout;
    }

    /// <exception cref="SchedulerException">The queue has been stopped.</exception>
    public void Add(TimeSpan delay, TimeSpan interval, IRunnable work, ICancelable cancelable)
    {
        if (cancelable?.IsCancellationRequested == true)
            return;
        var due = MonotonicClock.Elapsed + (delay < TimeSpan.FromDays(36500) ? delay : TimeSpan.FromDays(36500));
        lock (_gate)
        {
            if (_isStopped)
                throw new SchedulerException("cannot enqueue after timer shutdown");
            Sweep();
            Enqueue(new Entry(due, interval, work, cancelable));
            Start();
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            _entries.Clear();
            Monitor.PulseAll(_gate);
        }

        if (_thread is not null && _thread != Thread.CurrentThread && !_thread.Join(_stopTimeout))
            _log.Warning("Failed to shutdown scheduler within {0}", _stopTimeout);
    }

    private void Start()
    {
        if (_thread is not null)
            return;
        _thread = new Thread(RunAll) { IsBackground = true, Name = "akka.scheduler" };
        _thread.Start();
    }

    private void Enqueue(Entry entry)
    {
        _entries.Enqueue(entry, (entry.Due, _age++));
        if (ReferenceEquals(_entries.Peek(), entry))
            Monitor.PulseAll(_gate);
    }

    /// <summary>Drops cancelled work whenever the queue has doubled, so that timers that are cancelled long before they are due do not pile up.</summary>
    private void Sweep()
    {
        if (_entries.Count < _sweepAt)
            return;
        _entries = new PriorityQueue<Entry, (TimeSpan, long)>(_entries.UnorderedItems.Where(e => !e.Element.IsCancelled));
        _sweepAt = Math.Max(SweepMin, _entries.Count * 2);
    }

    private void RunAll()
    {
        while (Next() is { } entry)
        {
            if (!entry.IsCancelled && TryRun(entry.Work) && entry.Interval > TimeSpan.Zero)
                Repeat(entry);
        }
    }

    private Entry Next()
    {
        lock (_gate)
        {
            while (!_isStopped)
            {
                var wait = _entries.TryPeek(out var next, out _) ? next.Due - MonotonicClock.Elapsed : Timeout.InfiniteTimeSpan;
                if (next is not null && wait <= TimeSpan.Zero)
                    return _entries.Dequeue();
                Monitor.Wait(_gate, next is null ? wait : RoundedUp(wait));
            }

            return null;
        }
    }

    /// <summary>Next deadline from the last one, not from now: repeated work does not drift.</summary>
    private void Repeat(Entry entry)
    {
        lock (_gate)
        {
            if (_isStopped)
                return;
            var next = entry.Due + entry.Interval;
            entry.Due = next > MonotonicClock.Elapsed - entry.Interval ? next : MonotonicClock.Elapsed;
            Enqueue(entry);
        }
    }

    private bool TryRun(IRunnable work)
    {
        try
        {
            work.Run();
            return true;
        }
        catch (Exception e)
        {
            _log.Error(e, "DedicatedThreadScheduler failed to execute action");
            return false;
        }
    }

    private static TimeSpan RoundedUp(TimeSpan wait) =>
        TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(wait.TotalMilliseconds), int.MaxValue));

    private sealed class Entry
    {
        private readonly ICancelable _cancelable;

        public Entry(TimeSpan due, TimeSpan interval, IRunnable work, ICancelable cancelable)
        {
            Due = due;
            Interval = interval;
            Work = work;
            _cancelable = cancelable;
        }

        public TimeSpan Due { get; set; }

        public TimeSpan Interval { get; }

        public IRunnable Work { get; }

        public bool IsCancelled => _cancelable?.IsCancellationRequested == true;
    }
}
