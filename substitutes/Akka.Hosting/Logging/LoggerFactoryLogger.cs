using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using MicrosoftLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Hosting.Logging;

/// <summary>Hands log events of an actor system to the logging of the application.</summary>
public class LoggerFactoryLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    /// <summary>The log of this logger itself.</summary>
    protected readonly ILoggingAdapter InternalLogger = Event.Logging.GetLogger(Context.System.EventStream, nameof(LoggerFactoryLogger));

    private readonly ILogger<ActorSystem> _log;

    /// <summary>A logger for the logging that the actor system was set up with.</summary>
    /// <exception cref="ConfigurationException">It was set up without.</exception>
    public LoggerFactoryLogger()
    {
        var setup = Context.System.Settings.Setup.Get<LoggerFactorySetup>();
        if (!setup.HasValue)
            throw new ConfigurationException($"Could not start {nameof(LoggerFactoryLogger)}, the actor system has no {nameof(LoggerFactorySetup)}.");
        _log = setup.Value.LoggerFactory.CreateLogger<ActorSystem>();
    }

    /// <inheritdoc />
    protected override void PostStop() => InternalLogger.Info($"{nameof(LoggerFactoryLogger)} stopped");

    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                InternalLogger.Info($"{nameof(LoggerFactoryLogger)} started");
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Log(logEvent, Sender.Path);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Hands on one event.</summary>
    protected virtual void Log(LogEvent log, ActorPath path)
    {
        var level = LevelOf(log);
        if (_log.IsEnabled(level))
            _log.Log(level, new EventId(), log, log.Cause, (logEvent, _) => logEvent.ToString());
    }

    private static MicrosoftLevel LevelOf(LogEvent log) => log.LogLevel() switch
    {
        Event.LogLevel.DebugLevel => MicrosoftLevel.Debug,
        Event.LogLevel.InfoLevel => MicrosoftLevel.Information,
        Event.LogLevel.WarningLevel => MicrosoftLevel.Warning,
        _ => MicrosoftLevel.Error,
    };
}
