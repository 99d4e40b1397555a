using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.Net.Client.Internal;

/// <summary>Takes one message at a time and puts flag and length before it, in one piece that is written at once.</summary>
internal sealed class MessageBuffer(ClientCall call, string encoding, Type messageType) : SerializationContext, IBufferWriter<byte>
{
    private const int HeaderLength = 5;
    private const int FirstLength = 512;

    private byte[] _buffer = [];
    private int _end;
    private int _announced;
    private State _state;
    private ICompressionProvider? _compression;

    private enum State
    {
        Initialized,
        CompleteArray,
        IncompleteBufferWriter,
        CompleteBufferWriter,
    }

    /// <summary>The message as it is sent.</summary>
    /// <exception cref="InvalidOperationException">The serializer did not complete it.</exception>
    public ReadOnlyMemory<byte> Written => _state is State.CompleteArray or State.CompleteBufferWriter
        ? _buffer.AsMemory(0, _end)
        : throw new InvalidOperationException("Serialization did not return a payload.");

    /// <summary>The next message.</summary>
    /// <exception cref="InvalidOperationException">The call asks for a compression that the channel does not know.</exception>
    public void Begin(WriteOptions? options)
    {
        _state = State.Initialized;
        _announced = 0;
        _end = 0;
        _compression = null;
        var isCompressed = encoding != CompressionProviders.Identity && options?.Flags.HasFlag(WriteFlags.NoCompress) != true;
        if (isCompressed && !call.Channel.Settings.Compression.TryGet(encoding, out _compression))
            throw new InvalidOperationException($"Could not find compression provider for '{encoding}'.");
    }

    /// <summary>Gives the buffer back.</summary>
    public void Release()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _end = 0;
    }

    public override void SetPayloadLength(int payloadLength)
    {
        CheckState(_state == State.Initialized);
        _announced = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_state == State.IncompleteBufferWriter)
            return this;

        CheckState(_state == State.Initialized);
        CheckLength(_announced);
        _state = State.IncompleteBufferWriter;
        Start(_announced > 0 ? _announced : FirstLength);
        return this;
    }

    public override void Complete()
    {
        CheckState(_state == State.IncompleteBufferWriter);
        Finish();
        _state = State.CompleteBufferWriter;
    }

    public override void Complete(byte[] payload)
    {
        CheckState(_state == State.Initialized);
        CheckLength(payload.Length);
        Start(payload.Length);
        payload.CopyTo(_buffer, HeaderLength);
        _end += payload.Length;
        Finish();
        _state = State.CompleteArray;
    }

    public void Advance(int count) => _end += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsSpan(_end);
    }

    private void Start(int length)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(HeaderLength + length);
        _end = HeaderLength;
    }

    private void Finish()
    {
        CheckLength(_end - HeaderLength);
        CallLog.SerializedMessage(call.Log, messageType, _end - HeaderLength);
        if (_compression is not null)
            Compress(_compression);
        _buffer[0] = _compression is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(1), (uint)(_end - HeaderLength));
    }

    private void Compress(ICompressionProvider compression)
    {
        CallLog.CompressingMessage(call.Log, compression.EncodingName);
        var compressed = new MemoryStream();
        using (var compressing = compression.CreateCompressionStream(compressed, CompressionLevel.Fastest))
            compressing.Write(_buffer.AsSpan(HeaderLength, _end - HeaderLength));
        // The stream may be closed by now; its array is still there.
        var bytes = compressed.ToArray();
        Release();
        Start(bytes.Length);
        bytes.CopyTo(_buffer, HeaderLength);
        _end += bytes.Length;
    }

    private void MakeRoom(int wanted)
    {
        if (_buffer.Length - _end >= Math.Max(wanted, 1))
            return;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_end + Math.Max(wanted, 1), (int)Math.Min(2L * _buffer.Length, Array.MaxLength)));
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private void CheckLength(int length)
    {
        if (length > call.Channel.Settings.SentMax)
            throw call.Failure(new Status(StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."));
    }

    private void CheckState(bool isValid)
    {
        if (!isValid)
            throw new InvalidOperationException("Not valid in the current state: " + _state);
    }
}
