namespace Canton.Ha.Actors.Replication;

/// <summary>What the outside says to a replica, and what it answers.</summary>
public static class ReplicationProtocol
{
    /// <summary>
    /// Hand over to another replica. Answered by one of <see cref="HandedOver"/>, <see cref="SomebodyElseTookOver"/>, <see cref="Refused"/> and <see cref="NobodyTookOver"/>.
    /// </summary>
    /// <param name="Why">Why, for the logs.</param>
    /// <param name="To">Name of the successor; null for whichever replica comes first.</param>
    public sealed record SetPassive(string Why, string? To = null);

    /// <summary>
    /// The node is about to stop: hand over if somebody is there, close in good order in any case, and do not contend again.
    /// Answered like <see cref="SetPassive"/>; whatever the answer, nothing is open any more.
    /// </summary>
    public sealed record Retire(string Why);

    /// <summary>Another replica has passed the barrier.</summary>
    /// <param name="Successor">Its name.</param>
    /// <param name="Term">Its term.</param>
    /// <param name="Gap">From the first moment of the demotion until the successor's term was seen.</param>
    public sealed record HandedOver(string Successor, long Term, TimeSpan Gap);

    /// <summary>Another replica has passed the barrier, but not the one that was named.</summary>
    /// <param name="Successor">Who leads instead.</param>
    /// <param name="Term">Its term.</param>
    /// <param name="Wanted">The one that was named.</param>
    public sealed record SomebodyElseTookOver(string Successor, long Term, string Wanted);

    /// <summary>Nothing was handed over.</summary>
    /// <param name="Reason">Why, for programs.</param>
    /// <param name="Why">A sentence for the operator.</param>
    public sealed record Refused(RefusalReason Reason, string Why);

    /// <summary>
    /// No replica passed the barrier within the time given, or it was clear that none would. After <see cref="SetPassive"/> this one contends again
    /// and answers when it is active again, or when that takes too long.
    /// </summary>
    /// <param name="After">From the first moment of the demotion until this replica waited no longer.</param>
    /// <param name="Since">What has become of this replica since, as the end of a sentence.</param>
    public sealed record NobodyTookOver(TimeSpan After, string Since);
}
