namespace Canton.Ha.Actors.Contracts;

/// <summary>
/// Published on the event stream for log, health, console, metrics and tests to show. No actor may act on it.
/// </summary>
/// <param name="Replica">Name of the replica.</param>
/// <param name="Term">The term it concerns; 0 before the first.</param>
/// <param name="At">Monotonic time of the actor system.</param>
public abstract record ReplicaEvent(string Replica, long Term, TimeSpan At)
{
    /// <summary>The replica has another role.</summary>
    public sealed record RoleChanged(string Replica, long Term, TimeSpan At, ReplicaRole Role, string Why) : ReplicaEvent(Replica, Term, At);

    /// <summary>A stage is open in this term.</summary>
    public sealed record StageOpened(string Replica, long Term, TimeSpan At, string Stage) : ReplicaEvent(Replica, Term, At);

    /// <summary>A stage is closed after this term.</summary>
    public sealed record StageClosed(string Replica, long Term, TimeSpan At, string Stage) : ReplicaEvent(Replica, Term, At);

    /// <summary>The main lock is no longer ours.</summary>
    public sealed record LockLost(string Replica, long Term, TimeSpan At, string Why) : ReplicaEvent(Replica, Term, At);

    /// <summary>The database cannot be reached or is not one this replica may trust; it goes on trying.</summary>
    public sealed record LockUnavailable(string Replica, long Term, TimeSpan At, string Why) : ReplicaEvent(Replica, Term, At);

    /// <summary>Nothing keeps this replica from contending any more.</summary>
    public sealed record LockReachable(string Replica, long Term, TimeSpan At) : ReplicaEvent(Replica, Term, At);

    /// <summary>Another set of replicas is present, or another one leads.</summary>
    public sealed record RosterChanged(string Replica, long Term, TimeSpan At, Roster Roster) : ReplicaEvent(Replica, Term, At);

    /// <summary>What replicas keep to when they take over has changed.</summary>
    public sealed record PolicyChanged(string Replica, long Term, TimeSpan At, FailoverPolicy Policy) : ReplicaEvent(Replica, Term, At);

    /// <summary>This replica handed over, and <paramref name="Successor"/> passed the barrier <paramref name="Gap"/> after the gate began to close.</summary>
    public sealed record HandedOver(string Replica, long Term, TimeSpan At, string Successor, long SuccessorTerm, TimeSpan Gap) : ReplicaEvent(Replica, Term, At);

    /// <summary>A crash ended this replica's branch; it is built anew after <paramref name="Delay"/>.</summary>
    public sealed record BranchFailed(string Replica, long Term, TimeSpan At, string Why, TimeSpan Delay) : ReplicaEvent(Replica, Term, At);

    /// <summary>This replica must not run with this storage and has stopped for good.</summary>
    public sealed record Refused(string Replica, long Term, TimeSpan At, string Why) : ReplicaEvent(Replica, Term, At);

    /// <summary>A synchronizer, by its alias, is being connected, is connected, or is not to be.</summary>
    public sealed record SynchronizerChanged(string Replica, long Term, TimeSpan At, string Alias, SynchronizerPhase Phase, string Why) : ReplicaEvent(Replica, Term, At);

    /// <summary>One of its servers listens.</summary>
    public sealed record Listens(string Replica, long Term, TimeSpan At, string Api, string Address) : ReplicaEvent(Replica, Term, At);
}
