using System.Buffers;
using FluentAssertions;
using Grpc.AspNetCore.Server.Model;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class MarshallerSpec
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(300_000)]
    public async Task A_message_is_written_whether_its_length_is_announced_or_not_and_whether_it_comes_whole_or_not(int size)
    {
        var message = new byte[size];
        new Random(size).NextBytes(message);

        foreach (var serializer in (Action<byte[], SerializationContext>[])[Announced, Unannounced, Whole])
        {
            await using var server = await StartAsync(serializer);

            var response = await server.Client.SendAsync("Reverse", Frame.Of(message));

            response.Status.Should().Be(StatusCode.OK);
            response.Frames.Single().Bytes.AsSpan().SequenceEqual(message).Should().BeTrue();
        }
    }

    [Fact]
    [Trait("BeyondPackage", "true")]
    public async Task A_small_message_that_is_shorter_than_announced_is_sent_as_it_is()
    {
        await using var server = await StartAsync((message, context) =>
        {
            context.SetPayloadLength(message.Length + 3);
            context.GetBufferWriter().Write(message);
            context.Complete();
        });

        (await server.Client.SendAsync("Reverse", Frame.Of([1, 2]))).Frames.Single().Bytes.Should().Equal(1, 2);
    }

    [Fact]
    [Trait("BeyondPackage", "true")]
    public async Task Of_a_small_message_whose_serializer_fails_nothing_is_sent()
    {
        await using var server = await StartAsync((message, context) =>
        {
            context.SetPayloadLength(message.Length);
            context.GetBufferWriter().Write(message.AsSpan(0, 1));
            throw new FormatException();
        });

        var response = await server.Client.SendAsync("Reverse", Frame.Of([1, 2]));

        (response.Status, response.Frames.Count).Should().Be((StatusCode.Unknown, 0));
    }

    [Fact]
    public async Task Steps_out_of_order_are_refused()
    {
        var refusals = new List<Exception?>();
        await using var server = await StartAsync((message, context) =>
        {
            refusals.Add(Record.Exception(context.Complete));
            context.GetBufferWriter();
            refusals.Add(Record.Exception(() => context.SetPayloadLength(1)));
            refusals.Add(Record.Exception(() => context.Complete(message)));
            context.GetBufferWriter().Write(message);
            context.Complete();
            refusals.Add(Record.Exception(context.Complete));
        });

        (await server.Client.SendAsync("Reverse", Frame.Of([1]))).Status.Should().Be(StatusCode.OK);

        refusals.Should().HaveCount(4).And.AllBeOfType<InvalidOperationException>();
        refusals[0]!.Message.Should().Be("Not valid in the current state: Initialized");
    }

    private static void Announced(byte[] message, SerializationContext context)
    {
        context.SetPayloadLength(message.Length);
        Unannounced(message, context);
    }

    private static void Unannounced(byte[] message, SerializationContext context)
    {
        context.GetBufferWriter().Write(message);
        context.Complete();
    }

    private static void Whole(byte[] message, SerializationContext context) => context.Complete(message);

    private static Task<NotesServer> StartAsync(Action<byte[], SerializationContext> serializer) => NotesServer.StartAsync(
        services =>
        {
            services.AddGrpc();
            services.AddSingleton<IServiceMethodProvider<BytesService>>(new EchoProvider(serializer));
        },
        app => app.MapGrpcService<BytesService>());

    private sealed class EchoProvider(Action<byte[], SerializationContext> serializer) : IServiceMethodProvider<BytesService>
    {
        public void OnServiceMethodDiscovery(ServiceMethodProviderContext<BytesService> context)
        {
            var marshaller = Marshallers.Create(serializer, received => received.PayloadAsNewBuffer());
            var method = new Method<byte[], byte[]>(MethodType.Unary, "notes.Notes", "Reverse", marshaller, marshaller);
            context.AddUnaryMethod(method, [], (_, message, _) => Task.FromResult(message));
        }
    }
}
