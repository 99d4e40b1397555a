using System.Buffers;
using System.Text;
using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class SerializationSpec
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task A_message_can_be_written_piece_by_piece(bool isLengthKnown, bool isCompressed)
    {
        var pieces = Enumerable.Range(0, 1000).Select(i => $"piece {i} ").ToArray();
        var whole = string.Concat(pieces);
        var method = Of((_, context) =>
        {
            if (isLengthKnown)
                context.SetPayloadLength(whole.Length);
            foreach (var piece in pieces)
                context.GetBufferWriter().Write(Encoding.ASCII.GetBytes(piece));
            context.Complete();
        });
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync((await call.ReadAsync())!.Value.Flag.ToString()));
        using var channel = server.Channel();
        var options = isCompressed ? new CallOptions(new Metadata { { "grpc-internal-encoding-request", "gzip" } }) : default;

        var answer = await channel.CreateCallInvoker().AsyncUnaryCall(method, null, options, "").ResponseAsync.WaitAsync(Raw.Soon);

        answer.Should().Be(isCompressed ? "1" : "0");
    }

    [Fact]
    public async Task What_was_written_is_what_comes()
    {
        var method = Of((text, context) =>
        {
            context.SetPayloadLength(3 * text.Length);
            var writer = context.GetBufferWriter();
            for (var i = 0; i < 3; i++)
            {
                var length = Encoding.ASCII.GetBytes(text, writer.GetSpan(text.Length));
                writer.Advance(length);
            }

            context.Complete();
        });
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync((await call.ReadTextAsync())!));
        using var channel = server.Channel();

        (await channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, "abc").ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("abcabcabc");
    }

    [Fact]
    public async Task An_empty_message_can_be_written_piece_by_piece()
    {
        var method = Of((_, context) =>
        {
            context.SetPayloadLength(0);
            context.GetBufferWriter();
            context.Complete();
        });
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync((await call.ReadAsync())!.Value.Payload.Length.ToString()));
        using var channel = server.Channel();

        (await channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, "").ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("0");
    }

    [Theory]
    [InlineData("nothing", "Serialization did not return a payload.")]
    [InlineData("incomplete", "Serialization did not return a payload.")]
    [InlineData("complete first", "Not valid in the current state: Initialized")]
    [InlineData("twice", "Not valid in the current state: CompleteArray")]
    [InlineData("length late", "Not valid in the current state: IncompleteBufferWriter")]
    [InlineData("array late", "Not valid in the current state: IncompleteBufferWriter")]
    [InlineData("writer late", "Not valid in the current state: CompleteArray")]
    public async Task A_serializer_keeps_the_order(string what, string why)
    {
        var method = Of((_, context) => Misuse(what, context));
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync((await call.ReadTextAsync())!));
        using var channel = server.Channel();

        var failure = await channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, "").ResponseAsync.Failure();

        failure.StatusCode.Should().Be(StatusCode.Internal);
        failure.Status.Detail.Should().Contain(why);
    }

    [Fact]
    public async Task The_limit_of_sent_messages_holds_for_pieces_as_well()
    {
        var method = Of((_, context) =>
        {
            context.GetBufferWriter().Write(new byte[101]);
            context.Complete();
        });
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync((await call.ReadTextAsync())!));
        using var channel = server.Channel(options => options.MaxSendMessageSize = 100);

        (await channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, "").ResponseAsync.Failure()).StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_deserializer_sees_the_message_and_no_more()
    {
        var method = new Method<string, string>(MethodType.ServerStreaming, "test.Echo", "Custom", Marshallers.StringMarshaller, Marshallers.Create<string>(
            (_, _) => { },
            context => $"{context.PayloadLength} {Encoding.UTF8.GetString(context.PayloadAsReadOnlySequence())} {context.PayloadAsNewBuffer().Length}"));
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync("one", "", "three"));
        using var channel = server.Channel();
        using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, default, "");

        (await call.ResponseStream.All()).Should().Equal("3 one 3", "0  0", "5 three 5");
    }

    private static void Misuse(string what, SerializationContext context)
    {
        switch (what)
        {
            case "incomplete":
                context.GetBufferWriter();
                break;
            case "complete first":
                context.Complete();
                break;
            case "twice":
                context.Complete([]);
                context.Complete([]);
                break;
            case "length late":
                context.GetBufferWriter();
                context.SetPayloadLength(1);
                break;
            case "array late":
                context.GetBufferWriter();
                context.Complete([]);
                break;
            case "writer late":
                context.Complete([]);
                context.GetBufferWriter();
                break;
        }
    }

    private static Method<string, string> Of(Action<string, SerializationContext> serializer) =>
        new(MethodType.Unary, "test.Echo", "Custom", Marshallers.Create(serializer, _ => ""), Marshallers.StringMarshaller);
}
