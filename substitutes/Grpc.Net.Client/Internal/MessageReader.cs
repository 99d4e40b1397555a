using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Messages of a response, one after the other.</summary>
internal sealed class MessageReader<TResponse>(ClientCall call, Func<DeserializationContext, TResponse> deserializer, Stream stream, string encoding) : DeserializationContext
    where TResponse : class
{
    private readonly FrameReader _frames = new(stream, call);
    private ReadOnlySequence<byte> _payload;

    public override int PayloadLength => (int)_payload.Length;

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    /// <summary>The next message if it is here already.</summary>
    public bool TryRead([NotNullWhen(true)] out TResponse? message)
    {
        message = _frames.TryTake(out var isCompressed, out var payload) ? Parse(isCompressed, payload) : null;
        return message is not null;
    }

    /// <summary>The next message; null at the end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TResponse?> ReadAsync()
    {
        try
        {
            CallLog.ReadingMessage(call.Log);
            call.Stopped.ThrowIfCancellationRequested();
            TResponse? message;
            while (!TryRead(out message))
            {
                if (!await _frames.FillAsync(call.Stopped).ConfigureAwait(false))
                {
                    CallLog.NoMessageReturned(call.Log);
                    return null;
                }
            }

            return message;
        }
        catch (ObjectDisposedException) when (call.Stopped.IsCancellationRequested)
        {
            throw new OperationCanceledException();
        }
        catch (Exception e) when (e is not OperationCanceledException || !call.Stopped.IsCancellationRequested)
        {
            CallLog.ErrorReadingMessage(call.Log, e);
            throw;
        }
    }

    /// <summary>Reads up to the end, where the trailers are.</summary>
    /// <exception cref="InvalidDataException">Something follows the message.</exception>
    public async ValueTask EndAsync()
    {
        if (!_frames.IsEmpty || await _frames.FillAsync(call.Stopped).ConfigureAwait(false))
            throw new InvalidDataException("Unexpected data after finished reading message.");
    }

    /// <summary>Gives buffers back. Not while something is read.</summary>
    public void Release() => _frames.Release();

    private TResponse Parse(bool isCompressed, ReadOnlyMemory<byte> payload)
    {
        _payload = isCompressed ? Decompressed(payload) : new ReadOnlySequence<byte>(payload);
        try
        {
            CallLog.DeserializingMessage(call.Log, payload.Length, typeof(TResponse));
            var message = deserializer(this);
            CallLog.ReceivedMessage(call.Log);
            if (CallEvents.Log.IsEnabled())
                CallEvents.Log.MessageReceived();
            return message;
        }
        finally
        {
            _payload = default;
        }
    }

    private ReadOnlySequence<byte> Decompressed(ReadOnlyMemory<byte> payload)
    {
        if (encoding == CompressionProviders.Identity)
            throw call.Failure(new Status(StatusCode.Internal, "Request sent 'identity' grpc-encoding value with compressed message."));
        var known = call.Channel.Settings.Compression;
        if (!known.TryGet(encoding, out var provider))
            throw call.Failure(new Status(StatusCode.Unimplemented, $"Unsupported grpc-encoding value '{encoding}'. Supported encodings: {known.Supported}"));

        CallLog.DecompressingMessage(call.Log, provider.EncodingName);
        var plain = new MemoryStream();
        using (var decompressing = provider.CreateDecompressionStream(new MemoryStream(payload.ToArray())))
            decompressing.CopyTo(plain);
        return new ReadOnlySequence<byte>(plain.GetBuffer(), 0, (int)plain.Length);
    }
}
