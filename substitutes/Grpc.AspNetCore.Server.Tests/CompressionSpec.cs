using System.IO.Compression;
using FluentAssertions;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class CompressionSpec
{
    private static readonly Note Long = new() { Text = new string('a', 5000) };

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_compressed_request_is_decompressed(string encoding)
    {
        await using var server = await NotesServer.StartAsync();

        var response = await server.Client.SendAsync("Say", Frame.Of(Compressed(Long, encoding), flag: 1), ("grpc-encoding", encoding));

        response.Status.Should().Be(StatusCode.OK);
        response.Notes.Should().Equal(Long);
    }

    [Fact]
    public async Task With_an_encoding_messages_may_still_be_uncompressed()
    {
        await using var server = await NotesServer.StartAsync();
        byte[] body = [.. Frame.Of(new Note { Text = "a" }), .. Frame.Of(Compressed(new Note { Text = "b" }, "gzip"), flag: 1)];

        var response = await server.Client.SendAsync("Collect", body, ("grpc-encoding", "gzip"));

        response.Notes.Single().Text.Should().Be("ab");
    }

    [Fact]
    public async Task Responses_are_compressed_for_clients_that_accept_it()
    {
        await using var server = await NotesServer.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");

        var response = await server.Client.CallAsync("Say", Long, ("grpc-accept-encoding", "identity,deflate, gzip"));

        response.Header("grpc-encoding").Should().Be("gzip");
        response.Frames.Single().Flag.Should().Be(1);
        Decompressed(response.Frames.Single().Bytes).Should().Be(Long);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip2")]
    public async Task Responses_are_not_compressed_for_clients_that_do_not_accept_it(string accepted)
    {
        await using var server = await NotesServer.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");

        var response = await server.Client.CallAsync("Say", Long, ("grpc-accept-encoding", accepted));

        response.Header("grpc-encoding").Should().BeNull();
        response.Notes.Should().Equal(Long);
    }

    [Fact]
    public async Task A_service_writes_single_messages_of_a_compressed_stream_uncompressed()
    {
        await using var server = await NotesServer.StartAsync(options =>
        {
            options.ResponseCompressionAlgorithm = "gzip";
            options.ResponseCompressionLevel = CompressionLevel.SmallestSize;
        });
        server.Script.List = async (note, notes, _) =>
        {
            await notes.WriteAsync(note);
            notes.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
            await notes.WriteAsync(note);
            notes.WriteOptions = null;
            await notes.WriteAsync(note);
        };

        var response = await server.Client.CallAsync("List", Long, ("grpc-accept-encoding", "gzip"));

        response.Frames.Select(frame => frame.Flag).Should().Equal(1, 0, 1);
        Decompressed(response.Frames[2].Bytes).Should().Be(Long);
    }

    [Fact]
    public async Task A_service_chooses_the_encoding_of_a_call_by_a_header()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.Say = async (note, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "grpc-internal-encoding-request", "gzip" } });
            return note;
        };

        var response = await server.Client.CallAsync("Say", Long, ("grpc-accept-encoding", "gzip"));

        response.Header("grpc-encoding").Should().Be("gzip");
        response.Header("grpc-internal-encoding-request").Should().BeNull();
        Decompressed(response.Frames.Single().Bytes).Should().Be(Long);
    }

    [Fact]
    public async Task An_encoding_that_nobody_knows_is_UNIMPLEMENTED_and_the_client_is_told_what_is()
    {
        await using var server = await NotesServer.StartAsync();

        var response = await server.Client.SendAsync("Say", Frame.Of([1, 2, 3], flag: 1), ("grpc-encoding", "snappy"));

        response.Status.Should().Be(StatusCode.Unimplemented);
        response.Message.Should().Be("Unsupported grpc-encoding value 'snappy'. Supported encodings: identity, gzip, deflate");
        response.Header("grpc-accept-encoding").Should().Be("identity,gzip,deflate");
    }

    [Fact]
    public async Task A_message_that_claims_to_be_compressed_by_identity_is_INTERNAL()
    {
        await using var server = await NotesServer.StartAsync();

        var response = await server.Client.SendAsync("Say", Frame.Of([1], flag: 1), ("grpc-encoding", "identity"));

        (response.Status, response.Message).Should().Be((StatusCode.Internal, "Request sent 'identity' grpc-encoding value with compressed message."));
    }

    [Fact]
    [Trait("BeyondPackage", "true")]
    public async Task A_small_message_that_grows_above_the_limit_is_refused_before_it_fills_the_memory()
    {
        await using var server = await NotesServer.StartAsync();
        var bomb = Compressed(new Note { Payload = ByteString.CopyFrom(new byte[8 * 1024 * 1024]) }, "gzip");

        var response = await server.Client.SendAsync("Say", Frame.Of(bomb, flag: 1), ("grpc-encoding", "gzip"));

        bomb.Length.Should().BeLessThan(100_000);
        response.Status.Should().Be(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Compressed_bytes_that_make_no_sense_are_UNKNOWN()
    {
        await using var server = await NotesServer.StartAsync();

        var response = await server.Client.SendAsync("Say", Frame.Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], flag: 1), ("grpc-encoding", "gzip"));

        response.Status.Should().Be(StatusCode.Unknown);
    }

    [Fact]
    public async Task An_encoding_for_responses_needs_a_provider()
    {
        var start = () => NotesServer.StartAsync(options => options.ResponseCompressionAlgorithm = "snappy");

        (await start.Should().ThrowAsync<Exception>()).Which.ToString()
            .Should().Contain("The configured response compression algorithm 'snappy' does not have a matching compression provider.");
    }

    private static byte[] Compressed(Note note, string encoding)
    {
        var compressed = new MemoryStream();
        using (Stream stream = encoding == "gzip" ? new GZipStream(compressed, CompressionMode.Compress) : new ZLibStream(compressed, CompressionMode.Compress))
            note.WriteTo(stream);
        return compressed.ToArray();
    }

    private static Note Decompressed(byte[] message)
    {
        using var stream = new GZipStream(new MemoryStream(message), CompressionMode.Decompress);
        return Note.Parser.ParseFrom(stream);
    }
}
