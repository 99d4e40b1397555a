using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The default scheduler: one thread that sleeps until the next deadline. The name is the package's and stands in configurations;
/// deadlines are kept in a heap, so that an idle system never wakes up.</summary>
public sealed class HashedWheelTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly TimerQueue _queue;

    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log) : base(scheduler, log)
    {
        if (scheduler.IsNullOrEmpty())
            throw ConfigurationException.NullOrEmptyConfig<HashedWheelTimerScheduler>();
        var tick = scheduler.GetTimeSpan("akka.scheduler.tick-duration");
        var ticks = scheduler.GetInt("akka.scheduler.ticks-per-wheel");
        if (tick < TimeSpan.FromMilliseconds(1))
            throw new ArgumentOutOfRangeException(nameof(scheduler), $"akka.scheduler.tick-duration must be at least 1 ms, it is {tick}.");
        if (ticks <= 0)
            throw new ArgumentOutOfRangeException(nameof(scheduler), $"akka.scheduler.ticks-per-wheel must be greater than 0, it is {ticks}.");
        _queue = new TimerQueue(log, scheduler.GetTimeSpan("akka.scheduler.shutdown-timeout"));
    }

    public override TimeSpan MonotonicClock => Util.MonotonicClock.Elapsed;

    public override TimeSpan HighResMonotonicClock => Util.MonotonicClock.ElapsedHighRes;

    protected override DateTimeOffset TimeNow => DateTimeOffset.UtcNow;

    /// <summary>Drops everything that is not due yet.</summary>
    public void Dispose() => _queue.Stop();

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        _queue.Add(delay, TimeSpan.Zero, new ScheduledTell(receiver, message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        _queue.Add(initialDelay, interval, new ScheduledTell(receiver, message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        _queue.Add(delay, TimeSpan.Zero, new ActionRunnable(action), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        _queue.Add(delay, TimeSpan.Zero, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        _queue.Add(initialDelay, interval, new ActionRunnable(action), cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        _queue.Add(initialDelay, interval, action, cancelable);

    private sealed class ScheduledTell : IRunnable
    {
        private readonly ICanTell _receiver;
        private readonly object _message;
        private readonly IActorRef _sender;

        public ScheduledTell(ICanTell receiver, object message, IActorRef sender)
        {
            _receiver = receiver;
            _message = message;
            _sender = sender;
        }

        public void Run() => _receiver.Tell(_message, _sender);

        public void Execute() => Run();
    }
}
