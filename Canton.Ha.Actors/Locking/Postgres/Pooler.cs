using Canton.Ha.Actors.Contracts;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>
/// Finds out whether a connection pooler stands between a replica and its database. A pooler in transaction mode gives the session, and
/// with it the locks, to somebody else between two statements.
/// </summary>
internal static class Pooler
{
    private const string ProtocolViolation = "08P01";

    /// <summary>The server itself never refuses start-up options with this code; poolers do, and name them.</summary>
    public static bool Refuses(PostgresException e) =>
        e.SqlState == ProtocolViolation && e.MessageText.Contains("startup parameter", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A pooler makes up the process id it gives to its clients, so the one given at start-up is not the one the server reports, even when
    /// there is only one client and it always gets the same server session.
    /// </summary>
    public static void Check(string host, NpgsqlConnection connection, ServerLook look, TimeSpan idleSessionTimeout)
    {
        if (connection.ProcessID != look.Session.Pid)
            throw InTheWay(host, $"the session was announced as process {connection.ProcessID}, but the server runs it as process {look.Session.Pid}");
        if (look.IdleSessionTimeout != (long)idleSessionTimeout.TotalMilliseconds)
            throw InTheWay(host, "the start-up options of the session did not reach the server");
    }

    /// <summary>Every transaction so far must have been run by the same session.</summary>
    public static void Check(string host, NpgsqlConnection connection, ServerLook look, SessionId before)
    {
        if (look.Session != before || connection.ProcessID != look.Session.Pid)
            throw InTheWay(host, $"one transaction ran in process {before.Pid} and a later one in process {look.Session.Pid}");
    }

    /// <summary>What an operator has to know.</summary>
    public static StorageRefusedException InTheWay(string host, string why) => new(
        $"A connection pooler stands between this replica and the database on {host}: {why}. Locks belong to sessions, so let replicas connect to the server directly.");
}
