namespace Canton.Ha.Actors.Contracts;

/// <summary>What a replica is at the moment.</summary>
public enum ReplicaRole
{
    /// <summary>Warm, connected to the database, contending for the lock, unable to write.</summary>
    Passive,

    /// <summary>Holds the lock and opens its stages.</summary>
    Promoting,

    /// <summary>Every stage is open.</summary>
    Active,

    /// <summary>Closes its stages.</summary>
    Demoting,

    /// <summary>Has handed over and waits, without contending, for another replica to pass the barrier.</summary>
    StandingBack,
}
