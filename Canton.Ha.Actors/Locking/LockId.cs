using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Canton.Ha.Actors.Locking;

/// <summary>
/// Computes the 30-bit ids of advisory locks, bit for bit as the reference implementation does:
/// bits 0-7 are the counter less one, bits 8-28 come from a hash of the scope, bit 29 is always set.
/// </summary>
public static class LockId
{
    /// <summary>Highest counter there is room for.</summary>
    public const int CounterMax = 256;

    private const int HashBits = 0x1fffff00;
    private const int AlwaysSet = 1 << 29;

    /// <summary>Big-endian 33: the reference's hash purpose for lock ids.</summary>
    private static ReadOnlySpan<byte> Purpose => [0, 0, 0, 33];

    /// <summary>The id of a lock.</summary>
    /// <param name="counter">What the lock is for.</param>
    /// <param name="scope">What it is about: the name of the database on PostgreSQL, the canonical path of the file on the embedded store.</param>
    public static int For(LockCounter counter, string scope) => For((int)counter, scope);

    /// <summary>The id of a lock by the number of its counter, 1 to <see cref="CounterMax"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such counter.</exception>
    public static int For(int counter, string scope)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(counter, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(counter, CounterMax);

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. Purpose, .. Encoding.UTF8.GetBytes(scope)], digest);
        return (counter - 1) | (BinaryPrimitives.ReadInt32BigEndian(digest) & HashBits) | AlwaysSet;
    }
}
