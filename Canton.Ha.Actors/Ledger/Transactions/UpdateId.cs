using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Canton.Ha.Actors.Ledger.Transactions;

/// <summary>
/// The id of an update, the same at every participant: <c>1220</c> and 64 hex digits, of which the first 16 are its record time, so that it is found
/// without an index of ids, and the others a hash of synchronizer and message id.
/// </summary>
internal static class UpdateId
{
    private const string Prefix = "1220";
    private const int Length = 68;
    private const int Size = 32;

    /// <summary>The id of what was sequenced as <paramref name="messageId"/> at <paramref name="recordTime"/>.</summary>
    public static string Of(string synchronizer, long recordTime, Guid messageId)
    {
        var name = Encoding.UTF8.GetByteCount(synchronizer);
        Span<byte> input = stackalloc byte[16 + name];
        messageId.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(synchronizer, input[16..]);

        Span<byte> id = stackalloc byte[sizeof(long) + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(id, recordTime);
        SHA256.HashData(input, id[sizeof(long)..]);
        return string.Concat(Prefix, Convert.ToHexStringLower(id[..Size]));
    }

    /// <summary>The record time of the update with this id; false for what is no update id.</summary>
    public static bool TryReadRecordTime(string id, out long recordTime)
    {
        recordTime = 0;
        return id.Length == Length
            && id.StartsWith(Prefix, StringComparison.Ordinal)
            && id.All(char.IsAsciiHexDigit)
            && long.TryParse(id.AsSpan(Prefix.Length, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out recordTime);
    }
}
