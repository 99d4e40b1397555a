namespace Canton.Ha.Actors.Ledger.Certification;

/// <summary>What decides whether a sequenced transaction is accepted. Every member of a synchronizer must have the same.</summary>
/// <param name="Window">How much later than its view a transaction may be sequenced, in microseconds: for so long members remember what was consumed.</param>
/// <param name="LedgerTimeTolerance">How far its ledger effective time may be from its sequencing, in microseconds.</param>
/// <param name="SequencingTimeout">How long a submission may wait for its sequencing, in microseconds. Less than the window.</param>
internal sealed record CertificationRules(long Window, long LedgerTimeTolerance, long SequencingTimeout)
{
    /// <summary>Those of this version of the protocol.</summary>
    public static readonly CertificationRules Default = new(60 * Micros.PerSecond, 60 * Micros.PerSecond, 30 * Micros.PerSecond);

    /// <summary>Until when a submission made at <paramref name="now"/> with <paramref name="view"/> may be sequenced.</summary>
    public long LatestSequencingTime(long now, long view) => Math.Min(Math.Max(now, view) + SequencingTimeout, view + Window);

    /// <summary>Whether it makes sense to submit: with an older view nothing would be accepted.</summary>
    public bool IsFresh(long view, long now) => now - view < Window - SequencingTimeout;
}
