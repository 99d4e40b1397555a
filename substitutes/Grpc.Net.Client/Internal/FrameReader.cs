using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Cuts a stream into messages: a flag, the length in four bytes, the payload. Reads as much at a time as is there, so that many small
/// messages cost one read, and holds no buffer while it waits for the next one.</summary>
internal sealed class FrameReader(Stream stream, ClientCall call)
{
    private const int HeaderLength = 5;
    private const int BufferLength = 32 * 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _end;

    /// <summary>Whether nothing is left in the buffer.</summary>
    public bool IsEmpty => _start == _end;

    /// <summary>Takes the next message if all of it is in the buffer. The payload is good until the next call of anything here.</summary>
    /// <exception cref="InvalidDataException">That is no message.</exception>
    /// <exception cref="RpcException">The message is longer than allowed.</exception>
    public bool TryTake(out bool isCompressed, out ReadOnlyMemory<byte> payload)
    {
        var length = PayloadLength(out isCompressed);
        if (length < 0 || _end - _start - HeaderLength < length)
        {
            payload = default;
            return false;
        }

        payload = _buffer.AsMemory(_start + HeaderLength, length);
        _start += HeaderLength + length;
        return true;
    }

    /// <summary>Reads more; false at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The stream ends within a message.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> FillAsync(CancellationToken token)
    {
        if (IsEmpty)
        {
            Release();
            await stream.ReadAsync(Memory<byte>.Empty, token).ConfigureAwait(false);
        }

        MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), token).ConfigureAwait(false);
        _end += read;
        return read > 0 || AtEnd();
    }

    /// <summary>Gives the buffer back.</summary>
    public void Release()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    /// <summary>-1 if the length is not there yet.</summary>
    private int PayloadLength(out bool isCompressed)
    {
        isCompressed = false;
        if (_end - _start < HeaderLength)
            return -1;

        var flag = _buffer[_start];
        if (flag > 1)
            throw new InvalidDataException("Unexpected compressed flag value in message header.");
        isCompressed = flag == 1;
        var length = BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start + 1));
        if (length > int.MaxValue)
            throw new InvalidDataException("Message too large.");
        if (length > call.Channel.Settings.ReceivedMax)
            throw call.Failure(new Status(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size."));
        if (length > Array.MaxLength - HeaderLength)
            throw new InvalidDataException("Message too large.");

        return (int)length;
    }

    /// <summary>Room for the rest of the message that has begun, or for whatever comes.</summary>
    private void MakeRoom()
    {
        var needed = Math.Max(HeaderLength + Math.Max(PayloadLength(out _), 0), BufferLength);
        var held = _end - _start;
        if (_buffer.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(needed);
            _buffer.AsSpan(_start, held).CopyTo(larger);
            Release();
            _buffer = larger;
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, held).CopyTo(_buffer);
        }

        _start = 0;
        _end = held;
    }

    private bool AtEnd() => (_end - _start) switch
    {
        0 => false,
        < HeaderLength => throw new InvalidDataException("Unexpected end of content while reading the message header."),
        _ => throw new InvalidDataException("Unexpected end of content while reading the message content."),
    };
}
