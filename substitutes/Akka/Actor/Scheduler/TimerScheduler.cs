using Akka.Event;

namespace Akka.Actor.Scheduler;

/// <summary>Numbers every start of a timer, so that a message of an earlier start is recognized.</summary>
internal sealed class TimerScheduler : ITimerScheduler
{
    private readonly ActorCell _cell;
    private readonly Dictionary<object, TimerMessage> _timers = [];
    private int _generation;

    public TimerScheduler(ActorCell cell) => _cell = cell;

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => StartPeriodicTimer(key, msg, interval, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => StartPeriodicTimer(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, initialDelay, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender)
    {
        var message = Begin(key, msg, repeats: true);
        message.Scheduled = _cell.System.Scheduler.ScheduleTellRepeatedlyCancelable(initialDelay, interval, _cell.Self, message, sender);
    }

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => StartSingleTimer(key, msg, timeout, ActorRefs.NoSender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender)
    {
        var message = Begin(key, msg, repeats: false);
        message.Scheduled = _cell.System.Scheduler.ScheduleTellOnceCancelable(timeout, _cell.Self, message, sender);
    }

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (!_timers.Remove(key, out var timer))
            return;
        timer.Scheduled?.Cancel();
        Trace("Cancel timer [{0}] with generation [{1}]", timer.Key, timer.Generation);
    }

    public void CancelAll()
    {
        Trace("Cancel all timers");
        foreach (var timer in _timers.Values)
            timer.Scheduled?.Cancel();
        _timers.Clear();
    }

    /// <summary>The user's message; null when the timer was cancelled or started again meanwhile, also by an earlier instance of the actor.</summary>
    public object Intercept(TimerMessage message)
    {
        if (!_timers.TryGetValue(message.Key, out var timer) || !ReferenceEquals(timer, message))
        {
            Trace("Received timer [{0}] of old generation [{1}], discarding", message.Key, message.Generation);
            return null;
        }

        if (!timer.Repeats)
            _timers.Remove(timer.Key);
        return timer.Message;
    }

    private TimerMessage Begin(object key, object message, bool repeats)
    {
        Cancel(key);
        var timer = message is INotInfluenceReceiveTimeout
            ? new QuietTimerMessage(key, ++_generation, message, repeats)
            : new TimerMessage(key, ++_generation, message, repeats);
        _timers[key] = timer;
        Trace("Start timer [{0}] with generation [{1}]", key, _generation);
        return timer;
    }

    private void Trace(string template, params object[] args)
    {
        if (_cell.System.Settings.DebugTimerScheduler)
            _cell.System.Log.Debug(template, args);
    }

    /// <summary>What a timer sends. One instance per start: its identity is the generation.</summary>
    internal class TimerMessage : IWrappedMessage, INoSerializationVerificationNeeded
    {
        public TimerMessage(object key, int generation, object message, bool repeats)
        {
            Key = key;
            Generation = generation;
            Message = message;
            Repeats = repeats;
        }

        public object Key { get; }

        public int Generation { get; }

        public object Message { get; }

        public bool Repeats { get; }

        public ICancelable Scheduled { get; set; }

        public override string ToString() => $"TimerMsg(key={Key}, generation={Generation}, message={Message})";
    }

    private sealed class QuietTimerMessage : TimerMessage, INotInfluenceReceiveTimeout
    {
        public QuietTimerMessage(object key, int generation, object message, bool repeats) : base(key, generation, message, repeats)
        {
        }
    }
}
