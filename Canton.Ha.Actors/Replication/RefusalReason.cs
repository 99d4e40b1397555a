namespace Canton.Ha.Actors.Replication;

/// <summary>Why nothing was handed over.</summary>
public enum RefusalReason
{
    /// <summary>This replica is passive: ask the active one.</summary>
    NotActive,

    /// <summary>No other replica is there to take over, or none can be seen.</summary>
    NoOtherReplica,

    /// <summary>The named successor is not among the replicas that could take over.</summary>
    UnknownSuccessor,

    /// <summary>Automatic failover is paused, so that the successor must be named.</summary>
    NeedsSuccessor,

    /// <summary>This replica is just changing its role, or is just being built anew: ask again.</summary>
    InTransition,

    /// <summary>This replica has stopped for good.</summary>
    HasStopped,
}
