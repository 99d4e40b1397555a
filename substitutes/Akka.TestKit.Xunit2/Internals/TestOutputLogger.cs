using Akka.Actor;
using Akka.Event;
using Akka.Util;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Writes log events to the output of a test, until the test has ended.</summary>
public class TestOutputLogger : ReceiveActor
{
    private readonly ITestOutputHelper _output;

    /// <summary>A logger for the output of a test.</summary>
    public TestOutputLogger(ITestOutputHelper output)
    {
        _output = output;
        Receive<LogEvent>(Write);
        Receive<InitializeLogger>(initialize =>
        {
            initialize.LoggingBus.Subscribe(Self, typeof(LogEvent));
            Sender.Tell(new LoggerInitialized());
        });
    }

    private void Write(LogEvent logEvent)
    {
        try
        {
            _output.WriteLine(logEvent.ToString());
        }
        catch (FormatException e) when (logEvent.Message is LogMessage message)
        {
            throw Malformed(logEvent, message, e);
        }
        catch (InvalidOperationException e)
        {
            StandardOutWriter.WriteLine($"Received InvalidOperationException: {e} - probably because the test had completed executing.");
            Context.Stop(Self);
        }
    }

    private static Exception Malformed(LogEvent logEvent, LogMessage message, FormatException cause)
    {
        var text = $"Received a malformed formatted message. Log level: [{logEvent.LogLevel()}], Template: [{message.Format}], args: [{string.Join(',', message.Unformatted())}]";
        return logEvent.Cause is null ? new FormatException(text, cause) : new AggregateException(text, cause, logEvent.Cause);
    }
}
