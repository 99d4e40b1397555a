using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>
/// A scheduler whose time moves only when a test says so. What has become due runs on the thread that moves the time, in the order of the due times;
/// something repeated runs once per advance, and is due again one interval after the new time.
/// </summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, List<Item>> _items = [];
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    /// <summary>A scheduler that starts at the present time.</summary>
    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
    }

    /// <inheritdoc />
    public DateTimeOffset Now => _now;

    /// <inheritdoc />
    public TimeSpan MonotonicClock => Util.MonotonicClock.Elapsed;

    /// <inheritdoc />
    public TimeSpan HighResMonotonicClock => Util.MonotonicClock.ElapsedHighRes;

    /// <inheritdoc />
    public IAdvancedScheduler Advanced => this;

    /// <summary>The present time of this scheduler.</summary>
    protected DateTimeOffset TimeNow => _now;

    /// <summary>Moves the time and runs what is due then.</summary>
    public void Advance(TimeSpan offset)
    {
        foreach (var (time, items) in MoveTo(_now.Add(offset)))
        {
            var ran = new List<Item>();
            for (var i = 0; i < items.Count; i++)
            {
                if (items[i].IsCancelled)
                    continue;
                items[i].Run();
                ran.Add(items[i]);
            }

            lock (_lock)
                _items.Remove(time);
            foreach (var item in ran.Where(item => item.Interval is not null && !item.IsCancelled))
                Add(item.Interval.Value, item);
        }
    }

    /// <summary>Moves the time to a moment and runs what is due then.</summary>
    /// <exception cref="InvalidOperationException">The moment is in the past of this scheduler.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < _now)
            throw new InvalidOperationException("You can't reverse time...");
        Advance(when - _now);
    }

    /// <inheritdoc />
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    /// <inheritdoc />
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, new Item(() => receiver.Tell(message, sender), null, cancelable));

    /// <inheritdoc />
    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    /// <inheritdoc />
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef sender,
        ICancelable cancelable) =>
        Add(initialDelay, new Item(() => receiver.Tell(message, sender), interval, cancelable));

    /// <inheritdoc />
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, new Item(action, null, cancelable));

    /// <inheritdoc />
    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    /// <inheritdoc />
    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => ScheduleOnce(delay, action.Run, cancelable);

    /// <inheritdoc />
    public void ScheduleOnce(TimeSpan delay, IRunnable action) => ScheduleOnce(delay, action.Run, null);

    /// <inheritdoc />
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, new Item(action, interval, cancelable));

    /// <inheritdoc />
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => ScheduleRepeatedly(initialDelay, interval, action, null);

    /// <inheritdoc />
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        ScheduleRepeatedly(initialDelay, interval, action.Run, cancelable);

    /// <inheritdoc />
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) =>
        ScheduleRepeatedly(initialDelay, interval, action.Run, null);

    private List<KeyValuePair<long, List<Item>>> MoveTo(DateTimeOffset now)
    {
        lock (_lock)
        {
            _now = now;
            return _items.TakeWhile(entry => entry.Key <= now.UtcTicks).ToList();
        }
    }

    private void Add(TimeSpan delay, Item item)
    {
        lock (_lock)
        {
            var due = _now.Add(delay).UtcTicks;
            if (!_items.TryGetValue(due, out var items))
                _items.Add(due, items = []);
            items.Add(item);
        }
    }

    private sealed record Item(Action Run, TimeSpan? Interval, ICancelable Cancelable)
    {
        public bool IsCancelled => Cancelable is { IsCancellationRequested: true };
    }
}
