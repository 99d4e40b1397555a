using Canton.Ha.Actors.Ledger.Errors;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Whether the ledger may be pruned up to an offset.</summary>
internal static class PruningRules
{
    /// <param name="pruneUpTo">As requested; that offset goes too.</param>
    /// <param name="bounds">What there is.</param>
    /// <param name="isPruning">Whether somebody prunes just now.</param>
    /// <param name="safeOffset">Up to here nothing is needed for deduplication; see <see cref="KeptSince"/>.</param>
    /// <returns>Whether there is anything to do.</returns>
    public static bool Decide(long pruneUpTo, LedgerBounds bounds, bool isPruning, long safeOffset)
    {
        if (pruneUpTo == 0)
            throw RequestErrors.InvalidArgument("prune_up_to not specified or zero");
        if (pruneUpTo < 0)
            throw RequestErrors.NonPositiveOffset("prune_up_to", pruneUpTo);
        if (pruneUpTo >= bounds.End)
            throw ReadErrors.OutOfRange($"prune_up_to {pruneUpTo} must be before the ledger end {bounds.End}.");
        if (isPruning)
            throw ReadErrors.PruningInProgress();
        if (pruneUpTo <= bounds.PrunedUpTo)
            return false;

        return pruneUpTo <= safeOffset
            ? true
            : throw ReadErrors.UnsafeToPrune(Math.Max(safeOffset, bounds.PrunedUpTo), "later acceptances are needed for deduplication");
    }

    /// <summary>What was published since then is kept, whatever is asked for: the safe offset is the last one published before.</summary>
    public static long KeptSince(long now, TimeSpan deduplicationMax) => Micros.Add(now, -Micros.Of(deduplicationMax));
}
