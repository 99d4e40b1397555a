namespace Canton.Ha.Actors.Ledger.Deduplication;

/// <summary>The latest time that a change was accepted.</summary>
/// <param name="Offset">Of its completion.</param>
/// <param name="PublishedAt">Publication time of that offset.</param>
/// <param name="SubmissionId">Of the submission that was accepted.</param>
internal sealed record Acceptance(long Offset, long PublishedAt, string SubmissionId);

/// <summary>What a decision about duplicates needs to know of the ledger.</summary>
/// <param name="Now">Clock of this participant.</param>
/// <param name="PublishedAt">Publication time of the ledger end: never behind an acceptance, even if the clock is.</param>
/// <param name="PrunedUpTo">Acceptances up to this offset are forgotten; 0 if none.</param>
/// <param name="PrunedPublishedAt">Publication time of that offset.</param>
internal sealed record DeduplicationBounds(long Now, long PublishedAt, long PrunedUpTo, long PrunedPublishedAt);
