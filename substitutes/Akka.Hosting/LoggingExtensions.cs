using Akka.Event;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>Configures how an actor system logs.</summary>
public static class LoggingExtensions
{
    /// <summary>Configures level, loggers and formatter.</summary>
    public static AkkaConfigurationBuilder ConfigureLoggers(this AkkaConfigurationBuilder builder, Action<LoggerConfigBuilder> configurator)
    {
        var loggers = new LoggerConfigBuilder(builder);
        configurator(loggers);
        return loggers.Build();
    }

    /// <summary>Adds the logger that prints.</summary>
    public static LoggerConfigBuilder AddDefaultLogger(this LoggerConfigBuilder configBuilder) => configBuilder.AddLogger<DefaultLogger>();

    /// <summary>Adds a logger that hands everything to the logging of the application.</summary>
    public static LoggerConfigBuilder AddLoggerFactory(this LoggerConfigBuilder configBuilder) => configBuilder.AddLogger<LoggerFactoryLogger>();

    /// <summary>Adds a logger that hands everything to the given logging.</summary>
    public static LoggerConfigBuilder AddLoggerFactory(this LoggerConfigBuilder configBuilder, ILoggerFactory loggerFactory)
    {
        configBuilder.Builder.AddSetup(new LoggerFactorySetup(loggerFactory));
        return configBuilder.AddLoggerFactory();
    }
}
