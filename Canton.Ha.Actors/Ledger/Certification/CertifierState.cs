namespace Canton.Ha.Actors.Ledger.Certification;

/// <summary>What of certification is stored besides the consumptions of the last window.</summary>
/// <param name="Time">Sequencing time of the last processed event.</param>
/// <param name="EpochAt">When a member last registered or a known party last moved.</param>
internal sealed record CertifierState(long Time, long EpochAt)
{
    /// <summary>Before the first event.</summary>
    public static readonly CertifierState Initial = new(Micros.Min, Micros.Min);
}
