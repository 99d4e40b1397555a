namespace Canton.Ha.Actors.Locking;

/// <summary>What a lock is for: the lowest eight bits of its id. The numbers up to 199 are the reference implementation's, so that both agree on a shared database.</summary>
public enum LockCounter
{
    /// <summary>No lock.</summary>
    None = 0,

    /// <summary>Main lock: held exclusively by the main session of the active replica.</summary>
    Main = 1,

    /// <summary>Held exclusively while the schema is looked at and migrated.</summary>
    Migrations = 37,

    /// <summary>Pool lock: shared by every write session, taken exclusively for a moment as the barrier.</summary>
    Pool = 39,

    /// <summary>Presence lock: shared by every replica's presence session.</summary>
    Presence = 200,
}
