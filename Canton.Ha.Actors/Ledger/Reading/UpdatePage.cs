using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Indexing;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Some of what a feed reads.</summary>
/// <param name="Updates">In the order of the feed; none where there was nothing for some time, or nothing of the parties that matter.</param>
/// <param name="ReadUpTo">The offset to go on after: everything before it, in the order of the feed, is in here or was before.</param>
internal sealed record UpdatePage(ImmutableArray<UpdateRow> Updates, long ReadUpTo)
{
    /// <summary>It was as long as a page may be: the store has more.</summary>
    public bool IsMoreStored { get; init; }
}
