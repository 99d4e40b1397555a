using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class FramingSpec
{
    [Fact]
    public async Task Messages_may_come_in_any_pieces()
    {
        var bytes = Enumerable.Range(0, 50).SelectMany(i => Raw.Message(new string('x', i * 3))).ToArray();
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Accept();
            foreach (var piece in bytes.Chunk(7))
                await call.WriteAsync(piece);
            call.End();
        });
        using var channel = server.Channel();
        using var call = channel.Stream("hello");

        (await call.ResponseStream.All()).Select(message => message.Length).Should().Equal(Enumerable.Range(0, 50).Select(i => i * 3));
    }

    [Fact]
    public async Task A_hundred_thousand_messages_come_in_order()
    {
        const int Count = 100_000;
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Accept();
            var body = call.Response.BodyWriter;
            for (var i = 0; i < Count; i++)
            {
                var message = Raw.Message(i.ToString());
                message.CopyTo(body.GetMemory(message.Length));
                body.Advance(message.Length);
                if (i % 100 == 0)
                    await body.FlushAsync();
            }

            call.End();
        });
        using var channel = server.Channel();
        using var call = channel.Stream("hello");

        (await call.ResponseStream.All()).Should().Equal(Enumerable.Range(0, Count).Select(i => i.ToString()));
    }

    [Fact]
    public async Task Large_and_small_messages_may_follow_each_other()
    {
        int[] lengths = [0, 100_000, 1, 3_000_000, 5, 32_768, 32_763, 2];
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync([.. lengths.Select(length => new string('y', length))]));
        using var channel = server.Channel();
        using var call = channel.Stream("hello");

        (await call.ResponseStream.All()).Select(message => message.Length).Should().Equal(lengths);
    }

    [Theory]
    [InlineData(new byte[] { 2, 0, 0, 0, 1, 65 }, "Unexpected compressed flag value in message header.")]
    [InlineData(new byte[] { 0, 0, 0 }, "Unexpected end of content while reading the message header.")]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 65, 66 }, "Unexpected end of content while reading the message content.")]
    [InlineData(new byte[] { 0, 255, 255, 255, 255, 65 }, "Message too large.")]
    public async Task What_is_no_message_fails_the_call(byte[] sent, string why)
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Accept();
            await call.WriteAsync(sent);
            call.End();
        });
        using var channel = server.Channel(options => options.MaxReceiveMessageSize = null);
        using var call = channel.Stream("hello");

        var failure = await call.ResponseStream.MoveNext().Failure();

        failure.Status.StatusCode.Should().Be(StatusCode.Internal);
        failure.Status.Detail.Should().Be($"Error reading next message. InvalidDataException: {why}");
    }

    [Fact]
    public async Task One_response_is_not_two()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync("one", "two"));
        using var channel = server.Channel();

        var failure = await channel.Call("hello").ResponseAsync.Failure();

        failure.Status.StatusCode.Should().Be(StatusCode.Internal);
        failure.Status.Detail.Should().Be("Error starting gRPC call. InvalidDataException: Unexpected data after finished reading message.");
    }

    [Fact]
    public async Task A_message_that_cannot_be_understood_fails_the_call()
    {
        var method = new Method<string, string>(
            MethodType.ServerStreaming, "test.Echo", "Broken", Marshallers.StringMarshaller, Marshallers.Create<string>(_ => [], _ => throw new FormatException("not a message")));
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync("one", "two"));
        using var channel = server.Channel();
        using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, default, "hello");

        var failure = await call.ResponseStream.MoveNext().Failure();

        failure.Status.StatusCode.Should().Be(StatusCode.Internal);
        failure.Status.Detail.Should().Be("Error reading next message. FormatException: not a message");
        failure.Status.DebugException.Should().BeOfType<FormatException>();
    }

    [Fact]
    public async Task A_message_that_cannot_be_made_fails_the_call()
    {
        var method = new Method<string, string>(
            MethodType.Unary, "test.Echo", "Broken", Marshallers.Create<string>(_ => throw new FormatException("not a message"), _ => ""), Marshallers.StringMarshaller);
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync((await call.ReadTextAsync())!));
        using var channel = server.Channel();

        var failure = await channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, "hello").ResponseAsync.Failure();

        failure.Status.StatusCode.Should().Be(StatusCode.Internal);
        failure.Status.Detail.Should().Contain("FormatException: not a message");
    }

    [Theory]
    [InlineData(1000, null, null)]
    [InlineData(1001, null, "Received message exceeds the maximum configured message size.")]
    [InlineData(1001, true, "Received message exceeds the maximum configured message size.")]
    public async Task Received_messages_have_a_limit(int length, bool? isStream, string? why)
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync(new string('x', length)));
        using var channel = server.Channel(options => options.MaxReceiveMessageSize = 1000);
        Task response = isStream is true ? channel.Stream("hello").ResponseStream.All() : channel.Call("hello").ResponseAsync;

        if (why is null)
            await response.WaitAsync(Raw.Soon);
        else
            (await response.Failure()).Status.Should().Be(new Status(StatusCode.ResourceExhausted, why));
    }

    [Fact]
    public async Task Sent_messages_have_a_limit()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync((await call.ReadTextAsync())!));
        using var channel = server.Channel(options => options.MaxSendMessageSize = 10);

        (await channel.Call("0123456789").ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("0123456789");
        var failure = await channel.Call("0123456789+").ResponseAsync.Failure();

        failure.Status.Should().Be(new Status(StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."));
    }

    [Fact]
    public async Task Four_mebibytes_are_received_by_default()
    {
        const int Max = 4 * 1024 * 1024;
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync(new string('x', int.Parse((await call.ReadTextAsync())!))));
        using var channel = server.Channel();

        (await channel.Call(Max.ToString()).ResponseAsync.WaitAsync(Raw.Soon)).Length.Should().Be(Max);
        (await channel.Call((Max + 1).ToString()).ResponseAsync.Failure()).StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }
}
