using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>The advisory locks of one database.</summary>
/// <param name="Main">Main lock.</param>
/// <param name="Pool">Pool lock.</param>
/// <param name="Presence">Presence lock.</param>
/// <param name="Migrations">Lock around migrations.</param>
internal sealed record LockKeys(long Main, long Pool, long Presence, long Migrations)
{
    /// <summary>Those of a participant; their scope is the name of a database.</summary>
    public static LockKeys Of(string database) => Of(database, NodeKind.Participant);

    /// <summary>Those of any kind of node.</summary>
    public static LockKeys Of(string database, NodeKind kind) => new(
        LockId.For(NodeLocks.NumberOf(kind, LockCounter.Main), database),
        LockId.For(NodeLocks.NumberOf(kind, LockCounter.Pool), database),
        LockId.For(NodeLocks.NumberOf(kind, LockCounter.Presence), database),
        LockId.For(NodeLocks.NumberOf(kind, LockCounter.Migrations), database));
}
