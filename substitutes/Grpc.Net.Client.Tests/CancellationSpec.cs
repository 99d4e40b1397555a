using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class CancellationSpec
{
    private static readonly Status Cancelled = new(StatusCode.Cancelled, "Call canceled by the client.");

    [Fact]
    public async Task A_token_ends_the_call_on_both_sides()
    {
        await using var story = await Hanging.StartAsync();
        using var channel = story.Server.Channel();
        using var token = new CancellationTokenSource();
        using var call = channel.Call("hello", new CallOptions(cancellationToken: token.Token));
        await story.Called;

        await token.CancelAsync();

        var failure = await call.ResponseAsync.Failure();
        failure.StatusCode.Should().Be(StatusCode.Cancelled);
        failure.Status.Detail.Should().Be(Cancelled.Detail);
        call.GetStatus().StatusCode.Should().Be(StatusCode.Cancelled);
        await story.Reset;
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_starts_is_not_sent()
    {
        await using var story = await Hanging.StartAsync();
        using var channel = story.Server.Channel();

        var failure = await channel.Call("hello", new CallOptions(cancellationToken: new CancellationToken(canceled: true))).ResponseAsync.Failure();

        failure.Status.Detail.Should().Be(Cancelled.Detail);
        story.Called.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Disposal_resets_a_call_that_has_not_ended()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel();
        var call = channel.Stream("hello");
        (await call.ResponseStream.MoveNext().WaitAsync(Raw.Soon)).Should().BeTrue();

        call.Dispose();

        await story.Reset;
        call.GetStatus().Should().Be(new Status(StatusCode.Cancelled, "gRPC call disposed."));
        await call.ResponseStream.Awaiting(stream => stream.MoveNext()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task Disposal_ends_a_read_that_waits()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel();
        var call = channel.Stream("hello");
        await call.ResponseStream.MoveNext().WaitAsync(Raw.Soon);
        var waiting = call.ResponseStream.MoveNext();

        call.Dispose();

        (await waiting.Failure()).Status.Detail.Should().Be("gRPC call disposed.");
    }

    [Fact]
    public async Task The_token_of_a_read_ends_the_call()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel();
        using var call = channel.Stream("hello");
        await call.ResponseStream.MoveNext().WaitAsync(Raw.Soon);
        using var token = new CancellationTokenSource();
        var waiting = call.ResponseStream.MoveNext(token.Token);

        await token.CancelAsync();

        (await waiting.Failure()).StatusCode.Should().Be(StatusCode.Cancelled);
        (await call.ResponseStream.MoveNext().Failure()).StatusCode.Should().Be(StatusCode.Cancelled);
        await story.Reset;
    }

    [Fact]
    public async Task The_token_of_a_write_ends_the_call()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel();
        using var call = channel.Talk();
        await call.RequestStream.WriteAsync("hello");

        var failure = await call.RequestStream.WriteAsync("again", new CancellationToken(canceled: true)).Failure();

        failure.StatusCode.Should().Be(StatusCode.Cancelled);
        await story.Reset;
    }

    [Fact]
    public async Task Cancellation_can_be_told_as_such()
    {
        await using var story = await Hanging.StartAsync("one");
        using var channel = story.Server.Channel(options => options.ThrowOperationCanceledOnCancellation = true);
        using var token = new CancellationTokenSource();
        using var unary = channel.Call("hello", new CallOptions(cancellationToken: token.Token));
        using var stream = channel.Stream("hello", new CallOptions(cancellationToken: token.Token));
        await stream.ResponseStream.MoveNext().WaitAsync(Raw.Soon);
        var waiting = stream.ResponseStream.MoveNext();

        await token.CancelAsync();

        (await unary.ResponseAsync.Awaiting(task => task.WaitAsync(Raw.Soon)).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(token.Token);
        (await waiting.Awaiting(task => task.WaitAsync(Raw.Soon)).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(token.Token);
        stream.ResponseStream.MoveNext().IsCanceled.Should().BeTrue();
        unary.GetStatus().StatusCode.Should().Be(StatusCode.Cancelled);
    }

    [Fact]
    public async Task A_call_that_has_ended_cannot_be_cancelled()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync("fine"));
        using var channel = server.Channel();
        using var token = new CancellationTokenSource();
        var call = channel.Call("hello", new CallOptions(cancellationToken: token.Token));
        await call.ResponseAsync.WaitAsync(Raw.Soon);

        await token.CancelAsync();
        call.Dispose();

        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
        (await call.ResponseAsync).Should().Be("fine");
    }

    [Fact]
    public async Task The_end_of_the_channel_ends_its_calls()
    {
        await using var story = await Hanging.StartAsync();
        var channel = story.Server.Channel();
        using var call = channel.Call("hello");
        await story.Called;

        channel.Dispose();

        (await call.ResponseAsync.Failure()).Status.Detail.Should().Be("gRPC call disposed.");
        channel.Invoking(c => c.CreateCallInvoker()).Should().Throw<ObjectDisposedException>();
        await story.Reset;
    }
}
