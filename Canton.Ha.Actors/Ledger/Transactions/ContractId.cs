using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;

namespace Canton.Ha.Actors.Ledger.Transactions;

/// <summary>
/// The id of a contract of this kind of ledger: <c>00</c> and 64 hex digits, which are a hash. Nobody can guess the id of a contract he has not seen,
/// nor tell from an id which transaction made it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ContractId(UInt128 High, UInt128 Low)
{
    /// <summary>Length of the significant bytes.</summary>
    public const int Size = 32;

    private const string Prefix = "00";
    private const int TextLength = 66;

    /// <summary>Its first eight bytes: what indexes are made of.</summary>
    public long Key => (long)(ulong)(High >> 64);

    /// <summary>The id of the contract that node <paramref name="node"/> of a transaction makes.</summary>
    public static ContractId For(TransactionSeed seed, int node)
    {
        Span<byte> input = stackalloc byte[36];
        seed.Salt.TryWriteBytes(input, bigEndian: true, out _);
        seed.MessageId.TryWriteBytes(input[16..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(input[32..], node);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        return From(digest);
    }

    /// <summary>From its significant bytes.</summary>
    public static ContractId From(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes[..16]), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..Size]));

    /// <summary>False for everything that is not the id of a contract of this kind of ledger, well formed or not.</summary>
    public static bool TryParse(string text, out ContractId id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length != TextLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        if (Convert.FromHexString(text.AsSpan(2), bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != Size)
            return false;

        id = From(bytes);
        return true;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Write(bytes);
        return bytes;
    }

    public ByteString ToByteString() => UnsafeByteOperations.UnsafeWrap(ToBytes());

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return string.Concat(Prefix, Convert.ToHexStringLower(bytes));
    }

    private void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Low);
    }
}
