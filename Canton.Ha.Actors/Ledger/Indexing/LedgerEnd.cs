namespace Canton.Ha.Actors.Ledger.Indexing;

/// <summary>The end of this participant's ledger: readers see nothing beyond.</summary>
/// <param name="Offset">Of the last update; 0 before the first.</param>
/// <param name="PublishedAt">When that was published by the clock of whichever replica was active; never goes back.</param>
internal sealed record LedgerEnd(long Offset, long PublishedAt)
{
    /// <summary>An empty ledger.</summary>
    public static readonly LedgerEnd Begin = new(0, Micros.Min);

    /// <summary>The same offset, published now.</summary>
    public LedgerEnd PublishedBy(long now) => this with { PublishedAt = Math.Max(now, PublishedAt) };

    /// <summary>One update later.</summary>
    public LedgerEnd Next() => this with { Offset = Offset + 1 };
}
