using System.Buffers.Binary;
using System.Globalization;

namespace Canton.Ha.Actors.Ledger.Transactions;

/// <summary>
/// The id of an update, the same at every participant: <c>1220</c> and 64 hex digits, of which the first 16 are its record time, so that it is found
/// without an index of ids, the next 32 its message id, and the others a hash of its synchronizer.
/// </summary>
internal static class UpdateId
{
    private const string Prefix = "1220";
    private const int Length = 68;
    private const int Size = 32;
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>The id of what was sequenced as <paramref name="messageId"/> at <paramref name="recordTime"/>.</summary>
    public static string Of(string synchronizer, long recordTime, Guid messageId)
    {
        Span<byte> id = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(id, recordTime);
        messageId.TryWriteBytes(id[8..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt64BigEndian(id[24..], HashOf(synchronizer));
        return string.Concat(Prefix, Convert.ToHexStringLower(id));
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

    /// <summary>Only tells synchronizers of one participant apart.</summary>
    private static ulong HashOf(string synchronizer)
    {
        var hash = FnvOffset;
        foreach (var character in synchronizer)
            hash = (hash ^ character) * FnvPrime;
        return hash;
    }
}
