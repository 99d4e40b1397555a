using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Canton.Ha.Actors.Ledger.Deduplication;

/// <summary>Names the change that a submission intends: however often it is submitted, it takes effect once within its deduplication period.</summary>
/// <param name="UserId">Who submits.</param>
/// <param name="CommandId">What the user calls it.</param>
/// <param name="ActAs">For whom.</param>
internal sealed record ChangeId(string UserId, string CommandId, PartySet ActAs)
{
    /// <summary>Key of the change in the store: 32 bytes that differ whenever one of the three differs.</summary>
    public byte[] Hash()
    {
        var names = new ArrayBufferWriter<byte>();
        Append(names, UserId);
        Append(names, CommandId);
        foreach (var party in ActAs)
            Append(names, party);
        return SHA256.HashData(names.WrittenSpan);
    }

    /// <summary>First eight bytes of a <see cref="Hash"/>: what indexes are made of.</summary>
    public static long KeyOf(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadInt64BigEndian(hash);

    /// <summary>The length comes first, so that no two different lists of texts have the same bytes.</summary>
    private static void Append(ArrayBufferWriter<byte> names, string text)
    {
        BinaryPrimitives.WriteInt32BigEndian(names.GetSpan(sizeof(int)), Encoding.UTF8.GetByteCount(text));
        names.Advance(sizeof(int));
        Encoding.UTF8.GetBytes(text, names);
    }
}
