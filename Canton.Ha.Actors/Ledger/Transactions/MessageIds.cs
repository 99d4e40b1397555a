using Google.Protobuf;

namespace Canton.Ha.Actors.Ledger.Transactions;

/// <summary>Message ids as 16 bytes, in the order in which they are written.</summary>
internal static class MessageIds
{
    public static ByteString ToByteString(Guid id) => UnsafeByteOperations.UnsafeWrap(id.ToByteArray(bigEndian: true));

    public static Guid From(ReadOnlySpan<byte> bytes) => new(bytes, bigEndian: true);
}
