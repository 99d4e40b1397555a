using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Errors;

namespace Canton.Ha.Actors.Ledger.Deduplication;

/// <summary>Whether a change was accepted before. Only acceptances count: what was rejected may be tried again under the same command id.</summary>
internal static class DeduplicationRules
{
    public static DeduplicationDecision Decide(ChangeId change, DeduplicationPeriod period, Acceptance? latest, DeduplicationBounds bounds) => period switch
    {
        DeduplicationPeriod.Duration duration => Decide(change, duration, latest, bounds),
        DeduplicationPeriod.Offset offset => Decide(change, offset, latest, bounds),
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "There is no such kind of period."),
    };

    /// <summary>
    /// The clock of a new active replica may be behind that of the last one: then the publication time of the ledger end, which never goes back, is later.
    /// </summary>
    private static DeduplicationDecision Decide(ChangeId change, DeduplicationPeriod.Duration duration, Acceptance? latest, DeduplicationBounds bounds)
    {
        var baseline = Math.Max(bounds.Now, bounds.PublishedAt);
        var start = Micros.Add(baseline, -duration.Micros);
        if (latest is not null && latest.PublishedAt >= start)
            return Duplicate(change, latest);
        if (bounds.PrunedUpTo == 0 || start > bounds.PrunedPublishedAt)
            return Fresh(latest, bounds);

        var longest = Math.Max(0, baseline - bounds.PrunedPublishedAt - 1);
        var error = CompletionErrors.DeduplicationDurationPruned(Micros.ToTimeSpan(duration.Micros), Micros.ToTimeSpan(longest))
            .With("earliest_offset", $"{bounds.PrunedUpTo}");
        return new DeduplicationDecision.Unsupported(error);
    }

    private static DeduplicationDecision Decide(ChangeId change, DeduplicationPeriod.Offset offset, Acceptance? latest, DeduplicationBounds bounds)
    {
        if (latest is not null && latest.Offset > offset.Exclusive)
            return Duplicate(change, latest);

        return offset.Exclusive < bounds.PrunedUpTo
            ? new DeduplicationDecision.Unsupported(CompletionErrors.DeduplicationOffsetPruned(offset.Exclusive, bounds.PrunedUpTo))
            : Fresh(latest, bounds);
    }

    private static DeduplicationDecision.Duplicate Duplicate(ChangeId change, Acceptance latest) =>
        new(CompletionErrors.Duplicate(Convert.ToHexStringLower(change.Hash()), latest.Offset, latest.SubmissionId), latest.Offset - 1);

    private static DeduplicationDecision.Fresh Fresh(Acceptance? latest, DeduplicationBounds bounds) => new(latest?.Offset ?? bounds.PrunedUpTo);
}

/// <summary>Whether a submission may go on.</summary>
internal abstract record DeduplicationDecision
{
    /// <summary>Nobody has made this change within the period.</summary>
    /// <param name="EffectiveOffset">What the completion will report: no acceptance comes after it.</param>
    public sealed record Fresh(long EffectiveOffset) : DeduplicationDecision;

    /// <summary>It was made before. The completion reports the offset just before.</summary>
    public sealed record Duplicate(CantonError Error, long EffectiveOffset) : DeduplicationDecision;

    /// <summary>What would have to be known is pruned. The completion reports a duration of zero.</summary>
    public sealed record Unsupported(CantonError Error) : DeduplicationDecision;
}
