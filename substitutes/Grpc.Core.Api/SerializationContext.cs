using System.Buffers;
using Grpc.Core.Internal;

namespace Grpc.Core;

/// <summary>Takes the bytes of one message: either a whole array, or the length, what is written to the buffer, and the end.</summary>
public abstract class SerializationContext
{
    /// <summary>The message is this array, which must not be changed any more.</summary>
    public virtual void Complete(byte[] payload) => throw NotOverridden.Member();

    /// <summary>Where to write the message; follow it with <see cref="Complete()"/>.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw NotOverridden.Member();

    /// <summary>Number of bytes that will be written, if known before; call it before <see cref="GetBufferWriter"/>.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>All of the message is in the buffer writer.</summary>
    public virtual void Complete() => throw NotOverridden.Member();
}
