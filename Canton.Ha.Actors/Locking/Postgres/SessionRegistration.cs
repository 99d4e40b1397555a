using Canton.Ha.Actors.Contracts;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Writes down which replica a session belongs to, so that the holder of a lock can be named, and lets the session listen.</summary>
internal static class SessionRegistration
{
    /// <summary>
    /// Rows of sessions that no longer exist have no meaning to anybody; whoever registers removes them. As little have all rows after a crash
    /// of the server, so the commit does not wait for the disk.
    /// </summary>
    private const string RegisterSql = $"""
        with ended as (
            delete from canton_ha.session s
            where not exists (select from {LockSql.Sessions} a where a.pid = s.pid and {LockSql.StartedAt} = s.started_at)
        )
        insert into canton_ha.session (pid, started_at, replica, address, admin_address, ledger_address)
        select $1, $2, $3, $4, $5, $6 from set_config('synchronous_commit', 'off', true)
        """;

    /// <summary>
    /// Registers the session and makes it listen on a channel. One command at a time: the driver sends the later ones of a
    /// batch asynchronously even in a blocking call, which needs the thread pool.
    /// </summary>
    public static void Register(TrustedSession session, string channel, string replica, ReplicaAddresses addresses)
    {
        Run(
            session, RegisterSql,
            Parameter.Of(session.Id.Pid), Parameter.Of(session.Id.StartedAt), Parameter.Of(replica),
            Parameter.Of(addresses.Health), Parameter.Of(addresses.Admin), Parameter.Of(addresses.Ledger));
        Run(session, $"listen {channel}");
    }

    private static void Run(TrustedSession session, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        using var command = new NpgsqlCommand(sql, session.Connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        command.ExecuteNonQuery();
    }
}
