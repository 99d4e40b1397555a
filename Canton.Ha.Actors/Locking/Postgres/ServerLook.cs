using Canton.Ha.Actors.Contracts;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>What a fresh session tells about itself and the server behind it.</summary>
/// <param name="Session">The session, as the server names it.</param>
/// <param name="IsInRecovery">The server replays another one's log.</param>
/// <param name="IsReadOnly">The session's transactions cannot write.</param>
/// <param name="SystemIdentifier">Given to a database cluster when it was made, and shared by its standbys.</param>
/// <param name="VersionNumber">140000 is version 14.</param>
/// <param name="Timeline">Grows by one with each promotion of a standby; 0 on a server that replays.</param>
/// <param name="IdleSessionTimeout">The idle deadline in force, in milliseconds.</param>
internal sealed record ServerLook(
    SessionId Session, bool IsInRecovery, bool IsReadOnly, long SystemIdentifier, int VersionNumber, int Timeline, long IdleSessionTimeout)
{
    private const string LookSql = $"""
        select a.pid, {LockSql.StartedAt}, pg_is_in_recovery(), current_setting('transaction_read_only')::boolean, c.system_identifier,
            current_setting('server_version_num')::int,
            case when pg_is_in_recovery() then 0 else ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::integer end,
            (extract(epoch from current_setting('idle_session_timeout')::interval) * 1000)::bigint
        from {LockSql.OwnSession} a, pg_control_system() c
        """;

    /// <summary>Asks the server.</summary>
    public static ServerLook At(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(LookSql, connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        return new ServerLook(
            new SessionId(reader.GetInt32(0), reader.GetInt64(1)), reader.GetBoolean(2), reader.GetBoolean(3),
            reader.GetInt64(4), reader.GetInt32(5), reader.GetInt32(6), reader.IsDBNull(7) ? 0 : reader.GetInt64(7));
    }
}
