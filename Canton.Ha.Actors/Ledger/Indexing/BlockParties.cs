using System.Collections.Immutable;

namespace Canton.Ha.Actors.Ledger.Indexing;

/// <summary>
/// Which parties may occur in a block of consecutive offsets, so that a reader whose parties occur rarely leaves out most of the ledger.
/// Parties are 32-bit hashes: a collision makes a reader look at a block in vain.
/// </summary>
/// <param name="Block">Number of the block: an offset divided by <see cref="Size"/>.</param>
/// <param name="Hashes">Sorted, without repetition.</param>
internal sealed record BlockParties(long Block, ImmutableArray<int> Hashes)
{
    /// <summary>Offsets of a block.</summary>
    public const int Size = 1024;

    private const uint FnvOffset = 2166136261;
    private const uint FnvPrime = 16777619;

    /// <summary>The hash of a party; never changes, since it is stored.</summary>
    public static int HashOf(string party)
    {
        var hash = FnvOffset;
        foreach (var character in party)
            hash = (hash ^ character) * FnvPrime;
        return (int)hash;
    }

    /// <summary>The block of an offset.</summary>
    public static long BlockOf(long offset) => offset / Size;

    /// <summary>False if none of these parties occurs.</summary>
    public bool MayContain(IEnumerable<int> hashes) => hashes.Any(hash => Hashes.BinarySearch(hash) >= 0);
}
