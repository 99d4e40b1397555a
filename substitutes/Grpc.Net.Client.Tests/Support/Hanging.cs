using Microsoft.AspNetCore.Http;

namespace Grpc.Net.Client.Tests.Support;

/// <summary>A server that sends some messages and then never ends the call, but sees the client reset it.</summary>
internal sealed class Hanging : IAsyncDisposable
{
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reset = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string[] _messages;
    private RawServer? _server;

    private Hanging(string[] messages) => _messages = messages;

    public RawServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    /// <summary>The call has come.</summary>
    public Task Called => _called.Task.WaitAsync(Raw.Soon);

    /// <summary>The client has reset the call.</summary>
    public Task Reset => _reset.Task.WaitAsync(Raw.Soon);

    public static async Task<Hanging> StartAsync(params string[] messages)
    {
        var story = new Hanging(messages);
        story._server = await RawServer.StartAsync(story.ServeAsync);
        return story;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task ServeAsync(HttpContext call)
    {
        call.Accept();
        foreach (var message in _messages)
            await call.WriteAsync(Raw.Message(message));
        await using var registration = call.RequestAborted.Register(() => _reset.TrySetResult());
        _called.TrySetResult();
        await _reset.Task;
    }
}
