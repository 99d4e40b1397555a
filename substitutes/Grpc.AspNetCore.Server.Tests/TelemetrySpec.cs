using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class TelemetrySpec
{
    [Fact]
    public async Task The_activity_of_the_host_tells_method_and_status()
    {
        var ended = new TaskCompletionSource<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("grpc.status_code") is "15")
                    ended.TrySetResult(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await NotesServer.StartAsync();
        server.Script.Say = (_, _) => throw new RpcException(new Status(StatusCode.DataLoss, ""));

        await server.Client.CallAsync("Say", new Note());

        (await ended.Task.WaitAsync(Patience.Long)).GetTagItem("grpc.method").Should().Be("/notes.Notes/Say");
    }

    [Fact]
    public async Task Calls_and_messages_are_counted_by_an_event_source()
    {
        await using var server = await NotesServer.StartAsync(services => services.AddGrpc(), app => app.MapGrpcService<NotesService>());
        using var listener = new Listener();
        server.Script.Say = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, ""));

        await server.Client.CallAsync("Say", new Note());
        await server.Client.CallAsync("List", new Note { Number = 2 });
        await server.Client.CallAsync("Sing", new Note());

        listener.Events.Should().Contain(["CallStart", "CallStop", "CallFailed", "MessageSent", "MessageReceived", "CallUnimplemented"]);
    }

    private sealed class Listener : EventListener
    {
        private readonly ConcurrentQueue<string> _events = new();

        public IReadOnlyCollection<string> Events => _events;

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Grpc.AspNetCore.Server")
                EnableEvents(eventSource, EventLevel.Verbose);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) => _events?.Enqueue(eventData.EventName ?? "");
    }
}
