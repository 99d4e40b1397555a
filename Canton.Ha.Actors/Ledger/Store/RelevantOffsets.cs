using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>
/// Leaves out of a range of offsets the blocks in which none of a reader's parties occurs, so that what is left is read with the plainest of statements:
/// one that goes through blocks itself would have to sort the rows.
/// </summary>
internal sealed class RelevantOffsets(LedgerReadSql sql)
{
    /// <summary>Blocks that are looked at first, as many as a page may reach into; and four times as many whenever those did not do.</summary>
    private const int LookedAtFirst = 4;

    private const int LookedAtMax = 4096;

    /// <summary>The ranges to be read, one after the other in the order of reading.</summary>
    /// <param name="connection">Where to ask, while nothing else is asked there.</param>
    /// <param name="whole">What the reader would read; with parties, nothing beyond the ledger end.</param>
    /// <param name="isDescending">The last offsets first.</param>
    /// <param name="parties">Hashes of the reader's parties; null if all of it is to be read.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<OffsetRange> OfAsync(
        DbConnection connection, OffsetRange whole, bool isDescending, ImmutableArray<int>? parties, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (parties is not { } hashes)
        {
            yield return whole;
            yield break;
        }

        var left = whole;
        for (var count = LookedAtFirst; !left.IsEmpty; count = Math.Min(4 * count, LookedAtMax))
        {
            var looked = isDescending ? left.LastBlocks(count) : left.FirstBlocks(count);
            var blocks = await connection.ListAsync(sql.Blocks, row => row.GetInt64(0), cancellation, looked.FirstBlock, looked.LastBlock, sql.List([.. hashes]));
            var found = Joined(blocks);
            foreach (var range in isDescending ? found.Reverse() : found)
                yield return range.Within(looked);
            left = isDescending ? left.UpTo(looked.First - 1) : left with { First = looked.Last + 1 };
        }
    }

    /// <summary>Blocks that follow each other are read together.</summary>
    private static IEnumerable<OffsetRange> Joined(ImmutableArray<long> blocks)
    {
        for (var first = 0; first < blocks.Length;)
        {
            var next = first + 1;
            while (next < blocks.Length && blocks[next] == blocks[next - 1] + 1)
                next++;
            yield return OffsetRange.OfBlocks(blocks[first], blocks[next - 1]);
            first = next;
        }
    }
}

/// <summary>Consecutive offsets.</summary>
/// <param name="First">The first one.</param>
/// <param name="Last">The last one; there is none at all if this is before the first.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OffsetRange(long First, long Last)
{
    public bool IsEmpty => Last < First;

    public long FirstBlock => BlockParties.BlockOf(First);

    public long LastBlock => BlockParties.BlockOf(Last);

    /// <summary>All offsets of consecutive blocks.</summary>
    public static OffsetRange OfBlocks(long first, long last) => new(first * BlockParties.Size, ((last + 1) * BlockParties.Size) - 1);

    /// <summary>What is not after an offset.</summary>
    public OffsetRange UpTo(long last) => this with { Last = Math.Min(Last, last) };

    /// <summary>What is also in another one.</summary>
    public OffsetRange Within(OffsetRange other) => new(Math.Max(First, other.First), Math.Min(Last, other.Last));

    /// <summary>What is in the first blocks, so many of them.</summary>
    public OffsetRange FirstBlocks(int count) => Within(OfBlocks(FirstBlock, FirstBlock + count - 1));

    /// <summary>What is in the last blocks, so many of them.</summary>
    public OffsetRange LastBlocks(int count) => Within(OfBlocks(LastBlock - count + 1, LastBlock));
}
