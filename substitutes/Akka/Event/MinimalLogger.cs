using Akka.Actor;
using Akka.Util;

namespace Akka.Event;

/// <summary>A logger that is no actor: logs on the thread of the sender.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    public sealed override IActorRefProvider Provider => throw new NotSupportedException("This logger does not provide.");

    public sealed override ActorPath Path { get; } = new RootActorPath(Address.AllSystems, "/StandardOutLogger");

    public LogFilterEvaluator Filter { get; internal set; } = LogFilterEvaluator.NoFilters;

    protected sealed override void TellInternal(object message, IActorRef sender) =>
        Log(message ?? throw new ArgumentNullException(nameof(message), "The message to log must not be null."));

    protected abstract void Log(object message);
}

/// <summary>Logs to standard output.</summary>
public class StandardOutLogger : MinimalLogger
{
    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    public static bool UseColors { get; set; } = true;

    protected override void Log(object message)
    {
        if (message is LogEvent logEvent)
            PrintLogEvent(logEvent, Filter);
        else
            Console.WriteLine(message);
    }

    internal static void PrintLogEvent(LogEvent logEvent, LogFilterEvaluator filter)
    {
        try
        {
            if (filter.ShouldTryKeepMessage(logEvent, out var text))
                StandardOutWriter.WriteLine(text, UseColors ? ColorOf(logEvent.LogLevel()) : null);
        }
        catch (FormatException e)
        {
            StandardOutWriter.WriteLine(Complaint(logEvent, e), ErrorColor);
        }
    }

    private static ConsoleColor ColorOf(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => DebugColor,
        LogLevel.InfoLevel => InfoColor,
        LogLevel.WarningLevel => WarningColor,
        _ => ErrorColor,
    };

    private static string Complaint(LogEvent logEvent, FormatException e)
    {
        var content = logEvent.Message is LogMessage message ? $" str=[{message.Format}], args=[{message.Unformatted()}]" : logEvent.Message;
        return $"[ERROR][{logEvent.Timestamp}][Thread {logEvent.Thread.ManagedThreadId:0000}][{nameof(StandardOutLogger)}] "
            + $"Encountered System.FormatException while recording log: [{LogEvent.Name(logEvent.LogLevel())}][{logEvent.LogSource}]. {e.Message}{content}"
            + " Please take a look at the logging call where this occurred and fix your format string.";
    }
}
