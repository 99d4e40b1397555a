namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>The advisory locks of one database.</summary>
/// <param name="Main">Main lock.</param>
/// <param name="Pool">Pool lock.</param>
/// <param name="Presence">Presence lock.</param>
/// <param name="Migrations">Lock around migrations.</param>
internal sealed record LockKeys(long Main, long Pool, long Presence, long Migrations)
{
    /// <summary>The locks whose scope is the name of a database.</summary>
    public static LockKeys Of(string database) => new(
        LockId.For(LockCounter.Main, database),
        LockId.For(LockCounter.Pool, database),
        LockId.For(LockCounter.Presence, database),
        LockId.For(LockCounter.Migrations, database));
}
