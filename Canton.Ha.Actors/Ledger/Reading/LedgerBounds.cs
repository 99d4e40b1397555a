using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>What part of the ledger there is to read.</summary>
/// <param name="PrunedUpTo">The last offset that is gone; 0 if none is.</param>
/// <param name="End">The ledger end.</param>
internal sealed record LedgerBounds(long PrunedUpTo, long End)
{
    /// <summary>Those of readers that begin now.</summary>
    public static async Task<LedgerBounds> OfAsync(ILedger ledger, CancellationToken cancellation) =>
        new((await ledger.Reads.ReadBoundsAsync(cancellation)).PrunedUpTo, ledger.Head.End);
}

/// <summary>Updates after one offset, up to another or without end.</summary>
/// <param name="BeginExclusive">0 or more.</param>
/// <param name="EndInclusive">Null to go on with what is still to come.</param>
/// <param name="IsDescending">The newest first.</param>
internal sealed record LedgerRange(long BeginExclusive, long? EndInclusive, bool IsDescending)
{
    /// <summary>Nothing to read.</summary>
    public bool IsEmpty => BeginExclusive == EndInclusive;
}
