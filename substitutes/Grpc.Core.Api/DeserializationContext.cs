using System.Buffers;
using Grpc.Core.Internal;

namespace Grpc.Core;

/// <summary>Gives the bytes of one received message. Only valid during the call of the deserializer.</summary>
public abstract class DeserializationContext
{
    /// <summary>Length of the message in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>A copy of the bytes, which belongs to the caller.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw NotOverridden.Member();

    /// <summary>The bytes where they are; they are gone when the deserializer returns.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw NotOverridden.Member();
}
