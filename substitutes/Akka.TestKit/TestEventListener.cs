using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit;

/// <summary>Prints log events, except for those that an event filter expects or mutes.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<IEventFilter> _filters = [];

    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                Initialize(initialize);
                break;
            case Mute mute:
                _filters.AddRange(mute.Filters);
                break;
            case Unmute unmute:
                foreach (var filter in unmute.Filters)
                    _filters.Remove(filter);
                break;
            case LogEvent logEvent:
                if (!IsFiltered(logEvent))
                    Print(logEvent);
                break;
            case DeadLetter { Message: not Terminate } letter:
                Handle(letter);
                break;
            case DeadLetter:
                break;
            default:
                Print(new Debug(Context.System.Name, GetType(), message));
                break;
        }

        return true;
    }

    private void Initialize(InitializeLogger initialize)
    {
        foreach (var channel in (Type[])[typeof(Mute), typeof(Unmute), typeof(DeadLetter), typeof(UnhandledMessage)])
            initialize.LoggingBus.Subscribe(Context.Self, channel);
        base.Receive(initialize);
    }

    private void Handle(DeadLetter letter)
    {
        var path = letter.Recipient.Path.ToString();
        var type = letter.Recipient.GetType();
        if (IsFiltered(new Warning(path, type, letter)))
            return;
        var text = letter.Message is ISystemMessage
            ? $"Received dead system message: {letter.Message}"
            : $"Received dead letter from {letter.Sender}: {letter.Message}";
        Print(new Warning(path, type, new DeadLetter(text, letter.Sender, letter.Recipient)));
    }

    private bool IsFiltered(LogEvent logEvent) => _filters.Exists(filter => Applies(filter, logEvent));

    /// <summary>A filter that throws, for example over a malformed template, does not apply.</summary>
    private static bool Applies(IEventFilter filter, LogEvent logEvent)
    {
        try
        {
            return filter.Apply(logEvent);
        }
        catch (Exception)
        {
            return false;
        }
    }
}
