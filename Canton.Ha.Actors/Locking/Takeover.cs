using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking;

/// <summary>Who may take a free main lock. On PostgreSQL the statement that tries it says the same.</summary>
internal static class Takeover
{
    /// <summary>Null when <paramref name="replica"/> may take it.</summary>
    /// <param name="replica">Who tries.</param>
    /// <param name="policy">What an operator wants.</param>
    /// <param name="nominee">The named successor, while the nomination counts.</param>
    /// <param name="lastLeader">The replica of the newest term; null before the first.</param>
    /// <param name="contenders">Who is present and may be about to take it; asked for only if there are priorities.</param>
    /// <param name="passedOver">How many of those that go first have had their time.</param>
    public static LockAttempt.Withheld? Rule(
        string replica, FailoverPolicy policy, string? nominee, string? lastLeader, IEnumerable<string> contenders, int passedOver)
    {
        if (nominee is not null)
            return replica == nominee || replica == lastLeader ? null : LockAttempt.Withheld.FromAllBut(nominee);
        if (policy.Pause is { } pause && lastLeader is not null)
            return replica == lastLeader ? null : LockAttempt.Withheld.By(pause, lastLeader);
        if (policy.Priorities.IsEmpty)
            return null;

        var preferred = contenders
            .Where(other => policy.PriorityOf(other) > policy.PriorityOf(replica))
            .OrderByDescending(policy.PriorityOf).ThenBy(other => other, StringComparer.Ordinal)
            .Skip(passedOver)
            .FirstOrDefault();
        return preferred is null ? null : LockAttempt.Withheld.For(preferred);
    }

    /// <summary>The nominee, if the nomination counts: nobody waits for one that is not there, unless the replica that named it is and may still take the lock back.</summary>
    /// <param name="replica">Who tries.</param>
    /// <param name="nominee">The named successor, while it is the time of the nomination.</param>
    /// <param name="lastLeader">The replica of the newest term.</param>
    /// <param name="present">Who is present; asked for only if there is a nominee.</param>
    public static string? Counting(string replica, string? nominee, string? lastLeader, IEnumerable<string> present) =>
        nominee is not null && present.Append(replica).Any(other => other == nominee || other == lastLeader) ? nominee : null;

    /// <summary>Who has given the newest term back while it is present hands over: nobody waits for it.</summary>
    /// <param name="replica">A replica that is present.</param>
    /// <param name="presentSince">When its presence session began, in microseconds since the Unix epoch.</param>
    /// <param name="newest">The newest term.</param>
    public static bool IsHandingOver(string replica, long presentSince, TermRecord? newest) =>
        newest is { EndedAt: { } endedAt } && newest.Replica == replica && presentSince < (endedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
