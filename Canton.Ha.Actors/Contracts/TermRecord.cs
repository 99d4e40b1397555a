namespace Canton.Ha.Actors.Contracts;

/// <summary>A row of the term table: who led, since when, and why.</summary>
/// <param name="Term">Number of the term.</param>
/// <param name="Replica">The replica that passed the barrier in this term.</param>
/// <param name="Cause">Why it could take over, for people.</param>
/// <param name="BeganAt">When it passed the barrier, by the database's clock.</param>
/// <param name="ActiveAt">When its last stage was open, by the database's clock; null if it never came so far.</param>
/// <param name="EndedAt">When it gave the term back, by the database's clock; null for the current term, and after a failover.</param>
/// <param name="EndCause">Why it gave the term back; null where <paramref name="EndedAt"/> is null.</param>
public sealed record TermRecord(
    long Term, string Replica, string Cause, DateTimeOffset BeganAt, DateTimeOffset? ActiveAt, DateTimeOffset? EndedAt, string? EndCause);
