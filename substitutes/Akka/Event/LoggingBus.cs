using Akka.Actor.Internal;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Event;

/// <summary>Starts and stops loggers.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private static readonly LogLevel[] AllLogLevels = Enum.GetValues<LogLevel>();

    private static int loggerId;

    private readonly List<IActorRef> _loggers = [];
    private readonly CancellationTokenSource _shutdown = new();

    public LogLevel LogLevel { get; private set; }

    /// <summary>Publishes events of that level and above from now on; loggers made before are not asked less.</summary>
    public void SetLogLevel(LogLevel logLevel)
    {
        LogLevel = logLevel;
        foreach (var logger in Loggers())
        {
            SubscribeLogLevelAndAbove(logLevel, logger);
            foreach (var level in AllLogLevels.Where(l => l < logLevel))
                Unsubscribe(logger, level.ClassFor());
        }
    }

    public void StartStdoutLogger(Settings config)
    {
        SubscribeLogLevelAndAbove(Logging.LogLevelFor(config.StdoutLogLevel), config.StdoutLogger);
        Publish(new Debug(SimpleName(this), GetType(), "StandardOutLogger started"));
    }

    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event);

    protected override bool Classify(object @event, Type classifier) => classifier.IsAssignableFrom(GetClassifier(@event));

    protected override Type GetClassifier(object @event) => @event.GetType();

    /// <summary>Starts the configured loggers and waits for them, but not for longer than configured.</summary>
    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var name = $"{SimpleName(this)}({system.Name})";
        LogLevel = Logging.LogLevelFor(system.Settings.LogLevel);
        var types = system.Settings.Loggers.Select(LoggerType).ToArray();
        var started = types.Where(t => !typeof(MinimalLogger).IsAssignableFrom(t)).Select(t => AddLogger(system, t, name)).ToArray();
        if (!system.Settings.LoggerAsyncStart && !Task.WaitAll(started.Select(s => s.Started).ToArray(), system.Settings.LoggerStartTimeout))
            WarnOfSlowLoggers(started, name, system.Settings.LoggerStartTimeout);
        if (system.Settings.DebugUnhandledMessage)
            Subscribe(system.SystemActorOf<UnhandledMessageForwarder>("UnhandledMessageForwarder"), typeof(UnhandledMessage));
        if (types.Length == started.Length)
        {
            Publish(new Debug(name, GetType(), $"{Logging.SimpleName(system.Settings.StdoutLogger)} being removed"));
            Unsubscribe(system.Settings.StdoutLogger);
        }

        Publish(new Debug(name, GetType(), "Default Loggers started"));
    }

    /// <summary>Hands logging over to standard output.</summary>
    internal void StopDefaultLoggers(ActorSystem system)
    {
        SubscribeLogLevelAndAbove(Logging.LogLevelFor(system.Settings.StdoutLogLevel), system.Settings.StdoutLogger);
        Publish(new Debug(SimpleName(this), GetType(), $"Shutting down: {Logging.SimpleName(system.Settings.StdoutLogger)} started"));
        _shutdown.Cancel();
        foreach (var logger in Loggers())
            RemoveLogger(logger);
        Publish(new Debug(SimpleName(this), GetType(), "All default loggers stopped"));
    }

    private static Type LoggerType(string name) =>
        Type.GetType(name) ?? throw new ConfigurationException($@"Logger specified in config cannot be found: ""{name}""");

    private (Task Started, string Name) AddLogger(ActorSystemImpl system, Type type, string busName)
    {
        var name = $"log{Interlocked.Increment(ref loggerId)}-{SimpleName(type)}";
        var fullName = $"{name} [{type.FullName}]";
        var logger = system.SystemActorOf(Props.Create(type).WithDispatcher(system.Settings.LoggersDispatcher), name);
        var answer = logger.Ask(new InitializeLogger(this), Timeout.InfiniteTimeSpan, _shutdown.Token);
        var started = answer.ContinueWith(
            a => FinishStart(a, logger, fullName, busName), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return (started, fullName);
    }

    private void FinishStart(Task<object> answer, IActorRef logger, string name, string busName)
    {
        if (answer.IsCompletedSuccessfully && answer.Result is LoggerInitialized)
        {
            lock (_loggers)
                _loggers.Add(logger);
            SubscribeLogLevelAndAbove(LogLevel, logger);
            Publish(new Debug(busName, GetType(), $"Logger {name} started"));
            return;
        }

        Publish(answer.IsCanceled
            ? new Warning(busName, GetType(), $"Logger {name} startup have been cancelled because of system shutdown. Stopping logger.")
            : new Error(answer.Exception, busName, GetType(), $"Logger {name} did not respond with {nameof(LoggerInitialized)}, sent instead {(answer.IsFaulted ? "a failure" : answer.Result.GetType())}. Stopping logger."));
        RemoveLogger(logger);
    }

    private void WarnOfSlowLoggers((Task Started, string Name)[] loggers, string busName, TimeSpan timeout)
    {
        foreach (var (_, name) in loggers.Where(l => !l.Started.IsCompleted))
        {
            Publish(new Warning(
                busName,
                GetType(),
                $"Logger {name} did not respond within {timeout} to InitializeLogger(bus), {nameof(LoggingBus)} will try and wait until it is ready. "
                + "Since it start up is delayed, this logger may not capture all startup events correctly."));
        }
    }

    private void RemoveLogger(IActorRef logger)
    {
        if (logger is MinimalLogger)
            return;
        Unsubscribe(logger);
        ((IInternalActorRef)logger).Stop();
    }

    private IActorRef[] Loggers()
    {
        lock (_loggers)
            return [.. _loggers];
    }

    private void SubscribeLogLevelAndAbove(LogLevel logLevel, IActorRef logger)
    {
        foreach (var level in AllLogLevels.Where(l => l >= logLevel))
            Subscribe(logger, level.ClassFor());
    }

    private sealed class UnhandledMessageForwarder : ActorBase
    {
        protected override bool Receive(object message)
        {
            if (message is not UnhandledMessage unhandled)
                return false;
            var sender = unhandled.Sender is null ? "NoSender" : unhandled.Sender.Path.ToString();
            Context.System.EventStream.Publish(
                new Debug(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(), $"Unhandled message from {sender} : {unhandled.Message}"));
            return true;
        }
    }
}
