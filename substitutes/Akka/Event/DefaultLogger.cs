using System.Diagnostics;
using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>Logs to standard output, on a dispatcher instead of the thread of the sender.</summary>
public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private MinimalLogger _stdoutLogger;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                _stdoutLogger = Context.System.Settings.StdoutLogger;
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    protected virtual void Print(LogEvent logEvent)
    {
        if (_stdoutLogger is null)
            throw new LoggerInitializationException("Logger has not been initialized yet.");
        _stdoutLogger.Tell(logEvent);
    }
}

/// <summary>Logs to the listeners of <see cref="Trace"/>.</summary>
public class TraceLogger : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case Error:
                Trace.TraceError(message.ToString());
                break;
            case Warning:
                Trace.TraceWarning(message.ToString());
                break;
            default:
                Trace.TraceInformation(message.ToString());
                break;
        }
    }
}
