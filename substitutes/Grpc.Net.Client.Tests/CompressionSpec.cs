using System.IO.Compression;
using System.Text;
using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client.Tests.Support;
using Grpc.Net.Compression;
using Xunit;

namespace Grpc.Net.Client.Tests;

public sealed class CompressionSpec
{
    private const string Text = "The same, the same, the same, the same, the same, the same, the same.";

    private static readonly CallOptions Gzip = new(new Metadata { { "grpc-internal-encoding-request", "gzip" } });

    [Fact]
    public async Task A_call_can_ask_that_its_requests_are_compressed()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Request.Headers["grpc-encoding"].ToString().Should().Be("gzip");
            call.Request.Headers.ContainsKey("grpc-internal-encoding-request").Should().BeFalse();
            var (flag, payload) = (await call.ReadAsync())!.Value;
            await call.AnswerAsync($"{flag} {Plain(payload)}");
        });
        using var channel = server.Channel();

        (await channel.Call(Text, Gzip).ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("1 " + Text);
    }

    [Fact]
    public async Task Single_messages_can_be_left_plain()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            var flags = "";
            while (await call.ReadAsync() is var (flag, _))
                flags += flag;
            await call.AnswerAsync(flags);
        });
        using var channel = server.Channel();
        using var call = channel.Upload(Gzip);

        await call.RequestStream.WriteAsync(Text);
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await call.RequestStream.WriteAsync(Text);
        call.RequestStream.WriteOptions = null;
        await call.RequestStream.WriteAsync(Text);
        await call.RequestStream.CompleteAsync();

        (await call.ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("101");
    }

    [Fact]
    public async Task Plain_is_what_a_call_without_wishes_sends()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync((await call.ReadAsync())!.Value.Flag.ToString()));
        using var channel = server.Channel();

        (await channel.Call(Text).ResponseAsync.WaitAsync(Raw.Soon)).Should().Be("0");
    }

    [Fact]
    public async Task Compressed_and_plain_responses_can_be_mixed()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Response.Headers["grpc-encoding"] = "gzip";
            call.Accept();
            await call.WriteAsync([.. Raw.Message(Packed("packed"), flag: 1), .. Raw.Message("plain"), .. Raw.Message(Packed(""), flag: 1)]);
            call.End();
        });
        using var channel = server.Channel();
        using var call = channel.Stream("hello");

        (await call.ResponseStream.All()).Should().Equal("packed", "plain", "");
    }

    [Theory]
    [InlineData("br", StatusCode.Unimplemented, "Unsupported grpc-encoding value 'br'. Supported encodings: identity, gzip, deflate")]
    [InlineData("identity", StatusCode.Internal, "Request sent 'identity' grpc-encoding value with compressed message.")]
    public async Task What_cannot_be_unpacked_is_named(string encoding, StatusCode code, string why)
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Response.Headers["grpc-encoding"] = encoding;
            call.Accept();
            await call.WriteAsync(Raw.Message(Packed("packed"), flag: 1));
            call.End();
        });
        using var channel = server.Channel();

        (await channel.Call("hello").ResponseAsync.Failure()).Status.Should().Be(new Status(code, why));
    }

    [Fact]
    public async Task Broken_data_fail_the_call()
    {
        await using var server = await RawServer.StartAsync(async call =>
        {
            call.Response.Headers["grpc-encoding"] = "gzip";
            call.Accept();
            await call.WriteAsync(Raw.Message("this is not gzip"u8.ToArray(), flag: 1));
            call.End();
        });
        using var channel = server.Channel();

        (await channel.Call("hello").ResponseAsync.Failure()).StatusCode.Should().Be(StatusCode.Internal);
    }

    [Fact]
    public async Task A_compression_that_the_channel_does_not_know_cannot_be_asked_for()
    {
        await using var server = await RawServer.StartAsync(async call => await call.AnswerAsync((await call.ReadTextAsync())!));
        using var channel = server.Channel();

        var failure = await channel.Call(Text, new CallOptions(new Metadata { { "grpc-internal-encoding-request", "br" } })).ResponseAsync.Failure();

        failure.StatusCode.Should().Be(StatusCode.Internal);
        failure.Status.Detail.Should().Contain("Could not find compression provider for 'br'.");
    }

    [Fact]
    public async Task A_channel_has_the_compressions_it_is_given()
    {
        var accepted = "";
        await using var server = await RawServer.StartAsync(async call =>
        {
            accepted = call.Request.Headers["grpc-accept-encoding"].ToString();
            call.Response.Headers["grpc-encoding"] = "upside-down";
            call.Accept();
            var (flag, payload) = (await call.ReadAsync())!.Value;
            await call.WriteAsync(Raw.Message(payload, flag));
            call.End();
        });
        using var channel = server.Channel(options => options.CompressionProviders = [new UpsideDown(), new GzipCompressionProvider(CompressionLevel.Fastest)]);

        var answer = await channel.Call(Text, new CallOptions(new Metadata { { "grpc-internal-encoding-request", "upside-down" } })).ResponseAsync.WaitAsync(Raw.Soon);

        answer.Should().Be(Text);
        accepted.Should().Be("identity,upside-down,gzip");
    }

    private static byte[] Packed(string text)
    {
        var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Fastest))
            packing.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static string Plain(byte[] packed)
    {
        using var unpacking = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        return unpacking.ReadToEnd();
    }

    /// <summary>Inverts every bit, both ways.</summary>
    private sealed class UpsideDown : ICompressionProvider
    {
        public string EncodingName => "upside-down";

        public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => new Inverting(stream);

        public Stream CreateDecompressionStream(Stream stream) => new Inverting(stream);
    }

    private sealed class Inverting(Stream inner) : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            Invert(buffer[..read]);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var inverted = buffer.ToArray();
            Invert(inverted);
            inner.Write(inverted);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void CopyTo(Stream destination, int bufferSize)
        {
            var buffer = new byte[bufferSize];
            for (var read = Read(buffer); read > 0; read = Read(buffer))
                destination.Write(buffer, 0, read);
        }

        private static void Invert(Span<byte> bytes)
        {
            foreach (ref var b in bytes)
                b = (byte)~b;
        }
    }
}
