namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Pieces of SQL that several statements share.</summary>
internal static class LockSql
{
    /// <summary>Main sessions listen here: the main lock has been given back. The payload is the name of the replica that speaks.</summary>
    public const string LockChannel = "canton_ha_lock";

    /// <summary>
    /// Presence sessions listen here: somebody has joined, or has passed the barrier. The payload is the name of the replica that speaks. A
    /// channel of its own, so that no roster is read while a successor hurries.
    /// </summary>
    public const string RosterChannel = "canton_ha_roster";

    /// <summary>
    /// Every session. The view pg_stat_activity adds the names of database and role, for which a session that has just begun must read so
    /// many catalogs that its first statement takes twice as long.
    /// </summary>
    public const string Sessions = "pg_stat_get_activity(null)";

    /// <summary>The session that asks.</summary>
    public const string OwnSession = "pg_stat_get_activity(pg_backend_pid())";

    /// <summary>The server may be written to: it is no standby, and has not been made read-only.</summary>
    public const string CanWrite = "not pg_is_in_recovery() and not current_setting('transaction_read_only')::boolean";

    /// <summary>A backend's start in microseconds since the Unix epoch; the table is aliased <c>a</c>.</summary>
    public const string StartedAt = "(extract(epoch from a.backend_start) * 1000000)::bigint";

    /// <summary>Rows of pg_locks, aliased <c>l</c>, that are granted locks of the single-argument kind: ids are equal in other databases, so the database counts.</summary>
    public const string IsGrantedHere = """
        l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())
            and l.classid = 0 and l.objsubid = 1 and l.granted
        """;

    /// <summary>Whether the session ($2, $3) holds the lock $1 exclusively. A process id alone could be another session by now.</summary>
    public const string SessionHoldsMain = $"""
        exists (select from pg_locks l join pg_stat_get_activity($2) a on a.pid = l.pid
            where {IsGrantedHere} and l.objid = $1::oid and l.mode = 'ExclusiveLock' and {StartedAt} = $3)
        """;
}
