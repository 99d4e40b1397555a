using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Net.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Compression of messages: each is compressed for itself, by the encoding that the headers name.</summary>
internal static class Encodings
{
    private const int ChunkSize = 16 * 1024;

    /// <summary>Whether the client can read an encoding.</summary>
    public static bool Accepts(HttpRequest request, string encoding)
    {
        var accepted = request.Headers[HeaderNames.GrpcAcceptEncoding].ToString().AsSpan();
        foreach (var range in accepted.Split(','))
        {
            if (accepted[range].Trim().SequenceEqual(encoding))
                return true;
        }

        return false;
    }

    /// <summary>A message that the client has compressed, as it was before. The limit of received messages holds for that too.</summary>
    public static ReadOnlySequence<byte> Decompress(ServerCall call, in ReadOnlySequence<byte> message)
    {
        string? encoding = call.Http.Request.Headers[HeaderNames.GrpcEncoding];
        if (encoding is null)
            throw Failures.CompressedWithoutEncoding();
        if (encoding == GrpcHeaders.Identity)
            throw Failures.CompressedByIdentity();
        if (!call.Settings.CompressionProviders.TryGetValue(encoding, out var provider))
            throw UnknownEncoding(call, encoding);

        ServerLog.DecompressingMessage(call.Log, provider.EncodingName);
        var decompressed = new ArrayBufferWriter<byte>(ChunkSize);
        using (var stream = provider.CreateDecompressionStream(PipeReader.Create(message).AsStream()))
            Copy(stream, decompressed, call.Settings.MaxReceiveMessageSize ?? int.MaxValue);
        if (!Accepts(call.Http.Request, call.ResponseEncoding ?? GrpcHeaders.Identity))
            ServerLog.EncodingNotInAcceptEncoding(call.Log, call.ResponseEncoding ?? GrpcHeaders.Identity);
        return new ReadOnlySequence<byte>(decompressed.WrittenMemory);
    }

    public static void Compress(ServerCall call, ICompressionProvider provider, ReadOnlySpan<byte> message, ArrayBufferWriter<byte> compressed)
    {
        ServerLog.CompressingMessage(call.Log, provider.EncodingName);
        using var stream = provider.CreateCompressionStream(new BufferStream(compressed), call.Settings.ResponseCompressionLevel);
        stream.Write(message);
    }

    private static void Copy(Stream from, ArrayBufferWriter<byte> to, int max)
    {
        while (from.Read(to.GetSpan(ChunkSize)) is > 0 and var read)
        {
            if (read > max - to.WrittenCount)
                throw Failures.ReceivedTooMuch();
            to.Advance(read);
        }
    }

    private static RpcException UnknownEncoding(ServerCall call, string encoding)
    {
        string[] known = [GrpcHeaders.Identity, .. call.Settings.CompressionProviders.Keys];
        if (!call.Http.Response.HasStarted)
            call.Http.Response.Headers[HeaderNames.GrpcAcceptEncoding] = string.Join(',', known);
        return Failures.UnknownEncoding(encoding, known);
    }
}
