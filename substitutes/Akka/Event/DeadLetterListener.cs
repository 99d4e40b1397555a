using Akka.Actor;
using Akka.Util;

namespace Akka.Event;

/// <summary>Logs dead letters and unhandled messages, at most as many as configured before it pauses.</summary>
public class DeadLetterListener : ActorBase
{
    private const string Hint =
        "This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'.";

    private readonly EventStream _eventStream = Context.System.EventStream;
    private readonly int _max = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _pause = Context.System.Settings.LogDeadLettersSuspendDuration;
    private int _count;
    private TimeSpan _pausedUntil;

    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter)
            return false;
        if (letter.Message is not IDeadLetterSuppression)
            Note(letter);
        return true;
    }

    protected override void PreStart()
    {
        _eventStream.Subscribe(Self, typeof(DeadLetter));
        _eventStream.Subscribe(Self, typeof(Dropped));
        _eventStream.Subscribe(Self, typeof(UnhandledMessage));
    }

    protected override void PostStop() => _eventStream.Unsubscribe(Self);

    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostRestart(Exception reason)
    {
    }

    private void Note(AllDeadLetters letter)
    {
        _count = _count == int.MaxValue ? 1 : _count + 1;
        if (_max == int.MaxValue || _count < _max)
            Log(letter, "");
        else if (_pause < TimeSpan.Zero)
            LogLast(letter);
        else if (_count == _max)
            LogAndPause(letter);
        else if (MonotonicClock.Elapsed > _pausedUntil)
            LogAfterPause(letter);
    }

    private void LogLast(AllDeadLetters letter)
    {
        Log(letter, ", no more dead letters will be logged");
        Context.Stop(Self);
    }

    private void LogAndPause(AllDeadLetters letter)
    {
        Log(letter, $", no more dead letters will be logged in next [{_pause}]");
        _pausedUntil = MonotonicClock.Elapsed + _pause;
    }

    private void LogAfterPause(AllDeadLetters letter)
    {
        Log(letter, $", of which {_count - _max - 1} were not logged. The counter will be reset now");
        _count = 0;
    }

    private void Log(AllDeadLetters letter, string then)
    {
        var unwrapped = WrappedMessage.Unwrap(letter.Message);
        var type = unwrapped?.GetType().Name ?? "null";
        var wrapper = letter.Message is IWrappedMessage ? $" wrapped in [${letter.Message.GetType().Name}]" : "";
        var origin = IsReal(letter.Sender) ? $" from {letter.Sender}" : "";
        var destination = IsReal(letter.Recipient) ? $" to {letter.Recipient}" : "";
        var counted = $"[{_count}] dead letters encountered{then}. ";
        var text = letter switch
        {
            Dropped dropped => $"Message [{type}]{wrapper}{origin}{destination} was dropped. {dropped.Reason}. {counted}",
            UnhandledMessage => $"Message [{type}]{wrapper}{origin}{destination} was unhandled. {counted}",
            _ => $"Message [{type}]{wrapper}{origin} to {letter.Recipient} was not delivered. {counted}"
                + $"If this is not an expected behavior then {letter.Recipient} may have terminated unexpectedly. ",
        };
        var content = unwrapped?.ToString() ?? "null";
        var shown = content == type ? "" : $" Message content: {content}";
        _eventStream.Publish(new Info(letter.Recipient.Path.ToString(), letter.Recipient.GetType(), text + Hint + shown));
    }

    private static bool IsReal(IActorRef actor) => actor is not null and not DeadLetterActorRef;
}
