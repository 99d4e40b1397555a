using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class StreamMisuseSpec
{
    [Fact]
    public async Task One_read_at_a_time()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel();
        using var call = channel.Stream("hello");
        await call.ResponseStream.MoveNext().WaitAsync(Raw.Soon);
        var waiting = call.ResponseStream.MoveNext();

        await call.ResponseStream.Awaiting(stream => stream.MoveNext()).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("Can't read the next message because the previous read is still in progress.");

        waiting.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Nothing_is_written_after_the_last_request()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel();
        using var call = channel.Talk();
        await call.RequestStream.WriteAsync("last");
        await call.RequestStream.CompleteAsync();

        await call.RequestStream.Awaiting(stream => stream.WriteAsync("more")).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("Request stream has already been completed.");
    }

    [Fact]
    public async Task One_write_at_a_time()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel();
        using var call = channel.Talk();
        var endless = new string('x', 4_000_000);
        var writing = call.RequestStream.WriteAsync(endless);

        await call.RequestStream.Awaiting(stream => stream.WriteAsync("more")).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("Can't write the message because the previous write is in progress.");
        await call.RequestStream.Awaiting(stream => stream.CompleteAsync()).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("Can't complete the client stream writer because the previous write is in progress.");

        writing.IsCompleted.Should().BeFalse();
        call.Dispose();
        (await writing.Failure()).StatusCode.Should().Be(StatusCode.Cancelled);
    }

    [Fact]
    public async Task Nothing_is_written_to_a_call_that_was_disposed()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel();
        var call = channel.Talk();
        call.Dispose();

        await call.RequestStream.Awaiting(stream => stream.WriteAsync("more")).Should().ThrowAsync<ObjectDisposedException>();
        await call.RequestStream.Awaiting(stream => stream.CompleteAsync()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task Null_is_no_request()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel();
        using var call = channel.Talk();

        await call.RequestStream.Awaiting(stream => stream.WriteAsync(null!)).Should().ThrowAsync<ArgumentNullException>();
    }

    [Fact]
    public async Task A_writer_learns_the_status_of_a_call_that_the_server_has_ended()
    {
        await using var server = await RawServer.StartAsync(call =>
        {
            call.Refuse(8, "enough");
            return Task.CompletedTask;
        });
        using var channel = server.Channel();
        using var call = channel.Upload();
        (await call.ResponseAsync.Failure()).Status.Detail.Should().Be("enough");

        (await call.RequestStream.WriteAsync("more").Failure()).Status.Should().Be(new Status(StatusCode.ResourceExhausted, "enough"));
    }

    [Fact]
    public async Task Disposal_right_after_the_last_request_does_not_lose_it()
    {
        var received = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await RawServer.StartAsync(async call =>
        {
            var all = "";
            while (await call.ReadTextAsync() is { } next)
                all += next;
            received.TrySetResult(all);
            await call.AnswerAsync("fine");
        });
        using var channel = server.Channel();

        using (var call = channel.Upload())
        {
            await call.RequestStream.WriteAsync("a");
            await call.RequestStream.WriteAsync("b");
            await call.RequestStream.CompleteAsync();
            (await call.ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("fine");
        }

        (await received.Task.WaitAsync(Raw.Soon)).Should().Be("ab");
    }
}
