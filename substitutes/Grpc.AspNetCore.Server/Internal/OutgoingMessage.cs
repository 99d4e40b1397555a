using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>
/// Takes a message from its serializer and writes it, behind a flag and its length, into the response. A message whose length is known
/// before and that is not compressed goes straight into the memory of the response; if it is small, all of that memory is asked for at once,
/// because every question to the response takes its locks.
/// </summary>
internal sealed class OutgoingMessage(ServerCall call) : SerializationContext, IBufferWriter<byte>
{
    private const int HeaderSize = 5;
    private const int SmallMax = 2048;

    private PipeWriter _pipe = null!;
    private Type _type = null!;
    private ICompressionProvider? _compression;
    private ArrayBufferWriter<byte>? _buffer;
    private Memory<byte> _reserved;
    private int _written;
    private int? _length;
    private Step _step;

    private enum Step
    {
        Initialized,
        Writing,
        Complete,
    }

    private bool IsDirect => _length is not null && _compression is null;

    private bool IsSmall => _length <= SmallMax && _compression is null;

    /// <summary>Serializes a message into the pipe; nothing is flushed.</summary>
    public void Write<T>(PipeWriter pipe, T message, Action<T, SerializationContext> serializer)
    {
        _pipe = pipe;
        _type = typeof(T);
        _compression = (call.WriteOptions?.Flags & WriteFlags.NoCompress) == WriteFlags.NoCompress ? null : call.Compression;
        _length = null;
        _step = Step.Initialized;
        serializer(message, this);
    }

    public override void SetPayloadLength(int payloadLength)
    {
        Expect(Step.Initialized);
        _length = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_step != Step.Writing)
        {
            Expect(Step.Initialized);
            _step = Step.Writing;
            if (IsSmall)
                Reserve(_length.GetValueOrDefault());
            else if (IsDirect)
                WriteHeader(_length.GetValueOrDefault(), isCompressed: false);
            else
                Rent(_length ?? 0);
        }

        return IsSmall ? this : IsDirect ? _pipe : _buffer!;
    }

    void IBufferWriter<byte>.Advance(int count) => _written += count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) =>
        sizeHint <= _reserved.Length - _written ? _reserved[_written..] : throw new InvalidOperationException($"The message is longer than the {_length} bytes announced.");

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => ((IBufferWriter<byte>)this).GetMemory(sizeHint).Span;

    public override void Complete()
    {
        Expect(Step.Writing);
        _step = Step.Complete;
        if (IsSmall)
            TakeReserved();
        if (IsDirect)
            ServerLog.SerializedMessage(call.Log, _type, _length.GetValueOrDefault());
        else
            WriteWhole(_buffer!.WrittenSpan);
    }

    public override void Complete(byte[] payload)
    {
        Expect(Step.Initialized);
        _step = Step.Complete;
        WriteWhole(payload);
    }

    private void WriteWhole(ReadOnlySpan<byte> message)
    {
        ServerLog.SerializedMessage(call.Log, _type, message.Length);
        Admit(message.Length);
        if (_compression is null)
        {
            WriteHeader(message.Length, isCompressed: false);
            _pipe.Write(message);
            return;
        }

        var compressed = new ArrayBufferWriter<byte>();
        Encodings.Compress(call, _compression, message, compressed);
        WriteHeader(compressed.WrittenCount, isCompressed: true);
        _pipe.Write(compressed.WrittenSpan);
    }

    private void WriteHeader(int length, bool isCompressed)
    {
        Admit(length);
        FillHeader(_pipe.GetSpan(HeaderSize), length, isCompressed);
        _pipe.Advance(HeaderSize);
    }

    private void Reserve(int length)
    {
        Admit(length);
        _reserved = _pipe.GetMemory(HeaderSize + length);
        _written = HeaderSize;
    }

    private void TakeReserved()
    {
        FillHeader(_reserved.Span, _written - HeaderSize, isCompressed: false);
        _pipe.Advance(_written);
        _reserved = default;
    }

    private static void FillHeader(Span<byte> header, int length, bool isCompressed)
    {
        header[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], length);
    }

    private void Admit(int length)
    {
        if (length > call.Settings.MaxSendMessageSize)
            throw Failures.SendingTooMuch();
    }

    private void Rent(int size)
    {
        if (_buffer is null)
            _buffer = size > 0 ? new ArrayBufferWriter<byte>(size) : new ArrayBufferWriter<byte>();
        else
            _buffer.ResetWrittenCount();
    }

    private void Expect(Step step)
    {
        if (_step != step)
            throw new InvalidOperationException($"Not valid in the current state: {_step}");
    }
}
