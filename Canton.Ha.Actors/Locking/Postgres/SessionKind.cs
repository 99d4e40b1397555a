namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>What a database session of a replica is for; part of its application name on the server.</summary>
internal enum SessionKind
{
    /// <summary>Holds, or tries to take, the main lock.</summary>
    Main,

    /// <summary>Holds the shared presence lock.</summary>
    Presence,

    /// <summary>Takes the pool lock exclusively for a moment.</summary>
    Barrier,

    /// <summary>Writes in a term; holds the shared pool lock.</summary>
    Write,

    /// <summary>Ends write sessions that do not end by themselves.</summary>
    Terminator,

    /// <summary>Reads, on active and passive replicas.</summary>
    Read,
}
