using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;
using AkkaLevel = Akka.Event.LogLevel;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Hosting.Tests;

public class LoggingSpec
{
    [Fact]
    public void Level_loggers_and_options_are_configured()
    {
        var builder = new AkkaConfigurationBuilder(new ServiceCollection(), "fake").ConfigureLoggers(loggers =>
        {
            loggers.ClearLoggers().AddLoggerFactory();
            loggers.LogLevel = AkkaLevel.DebugLevel;
            loggers.LogConfigOnStart = true;
            loggers.DebugOptions = new DebugOptions { Unhandled = true, LifeCycle = false };
            loggers.DeadLetterOptions = new DeadLetterOptions { ShouldLog = TriStateValue.None };
        });
        var config = builder.Configuration.Value;
        config.GetString("akka.loglevel").Should().Be("Debug");
        config.GetStringList("akka.loggers").Should().ContainSingle().Which.Should().Contain("LoggerFactoryLogger");
        config.GetBoolean("akka.log-config-on-start").Should().BeTrue();
        config.GetBoolean("akka.actor.debug.unhandled").Should().BeTrue();
        config.GetBoolean("akka.actor.debug.lifecycle").Should().BeFalse();
        config.HasPath("akka.actor.debug.receive").Should().BeFalse();
        config.GetBoolean("akka.log-dead-letters").Should().BeFalse();
    }

    [Fact]
    public async Task Events_reach_the_logging_of_the_application()
    {
        using var provider = new Recorder();
        using var host = new HostBuilder()
            .ConfigureLogging(logging => logging.ClearProviders().AddProvider(provider).SetMinimumLevel(LogLevel.Debug))
            .ConfigureServices(services => services.AddAkka("logged", builder => builder.ConfigureLoggers(loggers => loggers.ClearLoggers().AddLoggerFactory())))
            .Build();
        await host.StartAsync();
        host.Services.GetRequiredService<ActorSystem>().Log.Warning("value {0}", 42);
        host.Services.GetRequiredService<ActorSystem>().Log.Debug("hidden");
        await provider.Seen.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await host.StopAsync();
        provider.Entries.Should().Contain(entry => entry.Level == LogLevel.Warning && entry.Text.Contains("value 42", StringComparison.Ordinal));
        provider.Entries.Should().NotContain(entry => entry.Text.Contains("hidden", StringComparison.Ordinal));
    }

    private sealed class Recorder : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Entries { get; } = new();

        public TaskCompletionSource Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception);
            Entries.Enqueue((logLevel, text));
            if (text.Contains("value 42", StringComparison.Ordinal))
                Seen.TrySetResult();
        }

        public void Dispose()
        {
        }
    }
}
