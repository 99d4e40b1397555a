namespace Canton.Ha.Actors.Ledger.Deduplication;

/// <summary>How far back an acceptance of the same change counts.</summary>
internal abstract record DeduplicationPeriod
{
    /// <param name="Micros">Length up to now.</param>
    public sealed record Duration(long Micros) : DeduplicationPeriod;

    /// <param name="Exclusive">Acceptances after this offset count.</param>
    public sealed record Offset(long Exclusive) : DeduplicationPeriod;
}
