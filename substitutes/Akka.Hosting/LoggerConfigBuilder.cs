using System.Text;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Hosting;

/// <summary>Collects how an actor system logs. Without a call, it logs by the default logger from level info on.</summary>
public sealed class LoggerConfigBuilder
{
    private readonly List<Type> _loggers = [typeof(DefaultLogger)];
    private Type _formatter = typeof(DefaultLogMessageFormatter);

    internal LoggerConfigBuilder(AkkaConfigurationBuilder builder) => Builder = builder;

    /// <summary>The lowest level that is logged.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.InfoLevel;

    /// <summary>Whether the whole configuration is logged at the start.</summary>
    public bool LogConfigOnStart { get; set; }

    /// <summary>Which dead letters are logged, if not as configured.</summary>
    public DeadLetterOptions? DeadLetterOptions { get; set; }

    /// <summary>What the actor system logs about itself, if not as configured.</summary>
    public DebugOptions? DebugOptions { get; set; }

    /// <summary>Which events are kept from being logged; null for none.</summary>
    public LogFilterBuilder? LogFilterBuilder { get; set; }

    /// <summary>The type that formats templates with their arguments.</summary>
    /// <exception cref="ConfigurationException">It is no formatter, or cannot be created without arguments.</exception>
    [Obsolete("Use the WithDefaultLogMessageFormatter<T> method instead")]
    public Type LogMessageFormatter
    {
        get => _formatter;
        set => _formatter = Checked(value);
    }

    internal AkkaConfigurationBuilder Builder { get; }

    /// <summary>Removes all loggers.</summary>
    public LoggerConfigBuilder ClearLoggers()
    {
        _loggers.Clear();
        return this;
    }

    /// <summary>Adds a logger.</summary>
    public LoggerConfigBuilder AddLogger<T>()
        where T : IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        AddLogger(typeof(T));
        return this;
    }

    /// <summary>Formats templates with their arguments by the given type.</summary>
    /// <exception cref="ConfigurationException">It cannot be created without arguments.</exception>
    public LoggerConfigBuilder WithDefaultLogMessageFormatter<T>()
        where T : ILogMessageFormatter
    {
        _formatter = Checked(typeof(T));
        return this;
    }

    /// <summary>Keeps events from being logged.</summary>
    public LoggerConfigBuilder WithLogFilter(Action<LogFilterBuilder> filterBuilder)
    {
        LogFilterBuilder ??= new LogFilterBuilder();
        filterBuilder(LogFilterBuilder);
        return this;
    }

    internal void AddLogger(Type logger) => _loggers.Add(logger);

    internal AkkaConfigurationBuilder Build()
    {
        Builder.AddHoconConfiguration(ToConfig(), HoconAddMode.Prepend);
        return LogFilterBuilder is null ? Builder : Builder.AddSetup(LogFilterBuilder.Build());
    }

    private static Type Checked(Type formatter)
    {
        if (!formatter.IsAssignableTo(typeof(ILogMessageFormatter)))
            throw new ConfigurationException($"LogMessageFormatter must implement {nameof(ILogMessageFormatter)}");
        if (formatter.GetConstructor([]) is null)
            throw new ConfigurationException("LogMessageFormatter Type must have an empty constructor");
        return formatter;
    }

    private Config ToConfig()
    {
        var loggers = string.Join(',', _loggers.Select(logger => $"\"{logger.AssemblyQualifiedName}\""));
        var text = new StringBuilder()
            .Append("akka.loglevel = ").Append(LevelName()).Append('\n')
            .Append("akka.loggers = [").Append(loggers).Append("]\n")
            .Append("akka.log-config-on-start = ").Append(LogConfigOnStart ? "true" : "false").Append('\n')
            .Append("akka.logger-formatter = ").Append(_formatter.AssemblyQualifiedName.ToHocon()).Append('\n')
            .Append(DebugOptions)
            .Append(DeadLetterOptions);
        return ConfigurationFactory.ParseString(text.ToString());
    }

    private string LevelName() => LogLevel switch
    {
        LogLevel.DebugLevel => "Debug",
        LogLevel.InfoLevel => "Info",
        LogLevel.WarningLevel => "Warning",
        LogLevel.ErrorLevel => "Error",
        _ => throw new ConfigurationException($"Unknown {nameof(LogLevel)} enum value: {LogLevel}"),
    };
}
