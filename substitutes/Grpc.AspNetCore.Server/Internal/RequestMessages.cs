using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Reads messages from the body of a request: each is a flag (1: compressed), four bytes of length, and that many bytes.</summary>
internal static class RequestMessages
{
    private const int HeaderSize = 5;

    /// <summary>The message of a request that must have exactly one.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<T> ReadOnlyOneAsync<T>(ServerCall call, Func<DeserializationContext, T> deserializer)
        where T : class
    {
        ServerLog.ReadingMessage(call.Log);
        var body = call.Http.Request.BodyReader;
        T? message = null;
        try
        {
            while (true)
            {
                var read = await body.ReadAsync();
                var buffer = read.Buffer;
                try
                {
                    message ??= Take(call, deserializer, read.IsCanceled, ref buffer);
                    if (message is not null && !buffer.IsEmpty)
                        throw Failures.AdditionalData();
                    if (read.IsCompleted)
                        return message ?? throw Failures.IncompleteMessage();
                }
                finally
                {
                    body.AdvanceTo(buffer.Start, buffer.End);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            ServerLog.ErrorReadingMessage(call.Log, e);
            throw;
        }
    }

    /// <summary>The next message of a stream of requests, null at its end. What follows stays in the body.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<T?> ReadNextAsync<T>(ServerCall call, Func<DeserializationContext, T> deserializer, CancellationToken cancellation)
        where T : class
    {
        ServerLog.ReadingMessage(call.Log);
        var body = call.Http.Request.BodyReader;
        try
        {
            while (true)
            {
                var read = await body.ReadAsync(cancellation);
                var buffer = read.Buffer;
                T? message = null;
                try
                {
                    message = Take(call, deserializer, read.IsCanceled, ref buffer);
                    if (message is not null)
                        return message;
                    if (read.IsCompleted)
                        return buffer.IsEmpty ? End<T>(call) : throw Failures.IncompleteMessage();
                }
                finally
                {
                    body.AdvanceTo(buffer.Start, message is null ? buffer.End : buffer.Start);
                }
            }
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            ServerLog.ErrorReadingMessage(call.Log, e);
            throw;
        }
    }

    private static T? End<T>(ServerCall call)
        where T : class
    {
        ServerLog.NoMessageReturned(call.Log);
        return null;
    }

    /// <summary>Takes a message off the front of the buffer; null if it is not all there yet.</summary>
    private static T? Take<T>(ServerCall call, Func<DeserializationContext, T> deserializer, bool isCanceled, ref ReadOnlySequence<byte> buffer)
        where T : class
    {
        if (isCanceled)
            throw Failures.ReadCancelled();
        if (!TryReadHeader(buffer, out var isCompressed, out var length))
            return null;
        if (length > (call.Settings.MaxReceiveMessageSize ?? int.MaxValue))
            throw Failures.ReceivedTooMuch();
        if (buffer.Length - HeaderSize < length)
            return null;

        var payload = buffer.Slice(HeaderSize, length);
        buffer = buffer.Slice(payload.End);
        if (isCompressed)
            payload = Encodings.Decompress(call, payload);
        ServerLog.DeserializingMessage(call.Log, (int)payload.Length, typeof(T));
        var message = call.Incoming.Read(payload, deserializer);
        ServerLog.ReceivedMessage(call.Log);
        if (ServerEvents.Log.IsEnabled())
            ServerEvents.Log.MessageReceived();
        return message;
    }

    private static bool TryReadHeader(in ReadOnlySequence<byte> buffer, out bool isCompressed, out uint length)
    {
        (isCompressed, length) = (false, 0);
        if (buffer.Length < HeaderSize)
            return false;

        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);

        if (header[0] > 1)
            throw new InvalidDataException("Unexpected compressed flag value in message header.");
        (isCompressed, length) = (header[0] == 1, BinaryPrimitives.ReadUInt32BigEndian(header[1..]));
        return true;
    }
}
