using Akka.Event;

namespace Akka.Actor;

/// <content>Settings of logging.</content>
public partial class Settings
{
    public string LogLevel { get; private set; }

    public string StdoutLogLevel { get; private set; }

    public MinimalLogger StdoutLogger { get; private set; }

    public IList<string> Loggers { get; private set; }

    public string LoggersDispatcher { get; private set; }

    public TimeSpan LoggerStartTimeout { get; private set; }

    public bool LoggerAsyncStart { get; private set; }

    public ILogMessageFormatter LogFormatter { get; private set; }

    public LogFilterEvaluator LogFilter { get; private set; }

    public bool LogConfigOnStart { get; private set; }

    /// <summary>Dead letters logged before logging pauses; 0 for none, <see cref="int.MaxValue"/> for all.</summary>
    public int LogDeadLetters { get; private set; }

    public bool LogDeadLettersDuringShutdown { get; private set; }

    /// <summary>How long logging of dead letters pauses; negative for ever.</summary>
    public TimeSpan LogDeadLettersSuspendDuration { get; private set; }

    public bool AddLoggingReceive { get; private set; }

    public bool DebugAutoReceive { get; private set; }

    public bool DebugEventStream { get; private set; }

    public bool DebugUnhandledMessage { get; private set; }

    public bool DebugLifecycle { get; private set; }

    public bool FsmDebugEvent { get; private set; }

    public bool DebugTimerScheduler { get; private set; }

    private void ReadLogging()
    {
        LogLevel = Config.GetString("akka.loglevel");
        StdoutLogLevel = Config.GetString("akka.stdout-loglevel");
        LogFilter = Setup.Get<LogFilterSetup>() is { HasValue: true } filters ? filters.Value.CreateEvaluator() : LogFilterEvaluator.NoFilters;
        StdoutLogger = Instance<MinimalLogger>("akka.stdout-logger-class", "standard out logger", () => new StandardOutLogger());
        StdoutLogger.Filter = LogFilter;
        LogFormatter = Instance<ILogMessageFormatter>("akka.logger-formatter", "ILogMessageFormatter", () => DefaultLogMessageFormatter.Instance);
        Loggers = Config.GetStringList("akka.loggers", []);
        LoggersDispatcher = Config.GetString("akka.loggers-dispatcher");
        LoggerStartTimeout = Config.GetTimeSpan("akka.logger-startup-timeout");
        LoggerAsyncStart = Config.GetBoolean("akka.logger-async-start");
        LogConfigOnStart = Config.GetBoolean("akka.log-config-on-start");
        LogDeadLetters = Config.GetString("akka.log-dead-letters", "off") switch
        {
            "on" or "true" or "yes" => int.MaxValue,
            "off" or "false" or "no" => 0,
            var count => int.Parse(count),
        };
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown");
        LogDeadLettersSuspendDuration = Config.GetTimeSpan("akka.log-dead-letters-suspend-duration");
    }

    private void ReadDebug()
    {
        AddLoggingReceive = Config.GetBoolean("akka.actor.debug.receive");
        DebugAutoReceive = Config.GetBoolean("akka.actor.debug.autoreceive");
        DebugLifecycle = Config.GetBoolean("akka.actor.debug.lifecycle");
        FsmDebugEvent = Config.GetBoolean("akka.actor.debug.fsm");
        DebugEventStream = Config.GetBoolean("akka.actor.debug.event-stream");
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled");
        DebugTimerScheduler = Config.GetBoolean("akka.actor.debug.log-timers");
    }

    private T Instance<T>(string key, string what, Func<T> byDefault)
    {
        var name = Config.GetString(key);
        if (string.IsNullOrWhiteSpace(name))
            return byDefault();
        var type = Type.GetType(name) ?? throw new ArgumentException($"Could not load type of {name} for {what}.", nameof(key));
        if (!typeof(T).IsAssignableFrom(type))
            throw new ArgumentException($"The type {name} for {what} must be a {typeof(T).Name}.", nameof(key));
        return type == typeof(DefaultLogMessageFormatter) ? byDefault() : (T)Activator.CreateInstance(type);
    }
}
