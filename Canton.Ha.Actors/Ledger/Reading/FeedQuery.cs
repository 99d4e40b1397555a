using System.Collections.Immutable;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>What a feed reads.</summary>
/// <param name="Range">One without end is never over.</param>
/// <param name="Parties">Hashes of the parties that matter: blocks in which none of them occurs may be left out. Null to leave out nothing.</param>
internal sealed record FeedQuery(LedgerRange Range, ImmutableArray<int>? Parties)
{
    /// <summary>Most updates of a page: few enough that those of one page and of the next do not outlive the youngest memory, which makes memory expensive.</summary>
    public int PageMax { get; init; } = 500;
}
