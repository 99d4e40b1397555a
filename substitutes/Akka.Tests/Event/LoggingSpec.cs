using Akka.Actor;
using Akka.Event;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Event;

public class LoggingSpec : TestKit.Xunit2.TestKit
{
    public LoggingSpec() : base("akka.loglevel = DEBUG")
    {
    }

    [Fact]
    public async Task What_an_actor_logs_is_published_with_its_path()
    {
        Sys.EventStream.Subscribe<Info>(TestActor);
        var actor = Sys.ActorOf<Logger>("logger");
        actor.Tell("hello");
        var info = await ExpectMsgAsync<Info>();
        info.Message.ToString().Should().Be("heard hello from 2 sides");
        info.LogSource.Should().Be("akka://test/user/logger");
        info.LogClass.Should().Be<Logger>();
        info.LogLevel().Should().Be(LogLevel.InfoLevel);
    }

    [Fact]
    public async Task Every_level_has_its_events()
    {
        var log = Logging.GetLogger(Sys, "source");
        Sys.EventStream.Subscribe<LogEvent>(TestActor);
        var cause = new InvalidOperationException("no");
        log.Debug("fine");
        log.Warning(cause, "odd {0}", 1);
        log.Error(cause, "bad {0} {1}", 1, 2);
        (await ExpectMsgAsync<Debug>()).LogSource.Should().Be("source (akka://test)");
        (await ExpectMsgAsync<Warning>()).Message.ToString().Should().Be("odd 1");
        var error = await ExpectMsgAsync<Error>();
        error.Cause.Should().BeSameAs(cause);
        error.Message.ToString().Should().Be("bad 1 2");
    }

    [Fact]
    public void A_line_shows_level_time_thread_and_source()
    {
        var info = new Info("akka://test/user/a", typeof(LoggingSpec), "what happened");
        info.ToString().Should().MatchRegex(@"^\[INFO\]\[\d\d/\d\d/\d{4} \d\d:\d\d:\d\d\.\d{3}Z\]\[Thread \d{4}\]\[akka://test/user/a\] what happened$");
        new Error(new InvalidOperationException("no"), "a", typeof(LoggingSpec), "bad").ToString().Should().Contain("Cause: System.InvalidOperationException: no");
    }

    [Fact]
    public async Task Levels_below_the_configured_one_are_off()
    {
        var system = ActorSystem.Create("quiet", "akka.loglevel = WARNING");
        var log = Logging.GetLogger(system, "source");
        log.IsInfoEnabled.Should().BeFalse();
        log.IsWarningEnabled.Should().BeTrue();
        log.IsEnabled(LogLevel.ErrorLevel).Should().BeTrue();
        await system.Terminate();
    }

    [Fact]
    public async Task Loggers_come_from_the_configuration()
    {
        var system = ActorSystem.Create("own", $"""
            akka.loggers = ["{typeof(OwnLogger).AssemblyQualifiedName}"]
            akka.loglevel = INFO
            """);
        OwnLogger.Probe = TestActor;
        Logging.GetLogger(system, "source").Info("for the logger");
        await FishForMessageAsync(message => message is Info info && info.Message.Equals("for the logger"));
        OwnLogger.Probe = ActorRefs.Nobody;
        await system.Terminate();
    }

    [Theory]
    [InlineData("debug", LogLevel.DebugLevel)]
    [InlineData("INFO", LogLevel.InfoLevel)]
    [InlineData("Warning", LogLevel.WarningLevel)]
    [InlineData("error", LogLevel.ErrorLevel)]
    public void Levels_are_known_by_name(string name, LogLevel level) => Logging.LogLevelFor(name).Should().Be(level);

    private sealed class Logger : ReceiveActor
    {
        private readonly ILoggingAdapter _log = Context.GetLogger();

        public Logger() => Receive<string>(text => _log.Info("heard {0} from {1} sides", text, 2));
    }

    private sealed class OwnLogger : ReceiveActor
    {
        public OwnLogger()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<LogEvent>(logEvent => Probe.Tell(logEvent));
        }

        public static IActorRef Probe { get; set; } = ActorRefs.Nobody;
    }
}
