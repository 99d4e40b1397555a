namespace Grpc.Core;

/// <summary>How a message is written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message need not go out at once: more will follow.</summary>
    BufferHint = 0x1,

    /// <summary>The message is not compressed, even if the call is.</summary>
    NoCompress = 0x2,
}
