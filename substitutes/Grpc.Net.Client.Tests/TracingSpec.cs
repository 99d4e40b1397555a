using System.Diagnostics;
using System.Diagnostics.Tracing;
using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class TracingSpec
{
    [Fact]
    public async Task A_call_is_an_activity()
    {
        var stopped = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Grpc.Net.Client",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("grpc.method") is "/test.Echo/Traced")
                    stopped.TrySetResult(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var parents = "";
        await using var server = await RawServer.StartAsync(call =>
        {
            parents = call.Request.Headers["traceparent"].ToString();
            call.Refuse(5);
            return Task.CompletedTask;
        });
        using var channel = server.Channel();
        var traced = new Method<string, string>(MethodType.Unary, "test.Echo", "Traced", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

        await channel.CreateCallInvoker().AsyncUnaryCall(traced, null, default, "hello").ResponseAsync.Failure();

        var activity = await stopped.Task.WaitAsync(Raw.Soon);
        activity.OperationName.Should().Be("Grpc.Net.Client.GrpcOut");
        activity.GetTagItem("grpc.status_code").Should().Be("5");
        parents.Should().Contain(activity.TraceId.ToString());
        Activity.Current.Should().BeNull();
    }

    [Fact]
    public async Task The_log_tells_the_story_of_a_call()
    {
        using var log = new Log();
        await using var server = await RawServer.StartAsync(call =>
        {
            call.Refuse(5, "not found");
            return Task.CompletedTask;
        });
        using var channel = server.Channel(options => options.LoggerFactory = log);

        await channel.Call("hello").ResponseAsync.Failure();

        log.Lines.Should().ContainInOrder(
            $"Debug StartingCall Starting gRPC call. Method type: 'Unary', URI: '{new Uri(server.Address, "test.Echo/Unary")}'.",
            "Trace ResponseHeadersReceived Response headers received.",
            "Information GrpcStatusError Call failed with gRPC error status. Status code: 'NotFound', Message: 'not found'.",
            "Debug FinishedCall Finished gRPC call.");
    }

    [Fact]
    public async Task Calls_and_messages_are_counted()
    {
        using var events = new Events();
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync("one", "two"));
        using var channel = server.Channel();
        var counted = new Method<string, string>(MethodType.ServerStreaming, "test.Echo", "Counted", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
        using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(counted, null, default, "hello");

        await call.ResponseStream.All();

        events.Seen.Should().Contain("CallStart /test.Echo/Counted").And.Contain("MessageSent").And.Contain("CallStop");
        events.Seen.Count(seen => seen == "MessageReceived").Should().BeGreaterThanOrEqualTo(2);
    }

    private sealed class Log : ILoggerFactory, ILogger
    {
        private readonly Lock _lock = new();
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lock)
                    return [.. _lines];
            }
        }

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lock)
                _lines.Add($"{logLevel} {eventId.Name} {formatter(state, exception)}");
        }

        public void Dispose()
        {
        }
    }

    private sealed class Events : EventListener
    {
        private readonly Lock _lock = new();
        private readonly List<string> _seen = [];

        public IReadOnlyList<string> Seen
        {
            get
            {
                lock (_lock)
                    return [.. _seen];
            }
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Grpc.Net.Client")
                EnableEvents(eventSource, EventLevel.Verbose);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            lock (_lock)
                _seen.Add(string.Join(' ', new[] { eventData.EventName }.Concat(eventData.Payload!.Select(part => part!.ToString()))));
        }
    }
}
