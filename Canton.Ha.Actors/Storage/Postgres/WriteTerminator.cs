using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Postgres;
using Npgsql;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>Ends write sessions that are not given back, on the server.</summary>
internal sealed class WriteTerminator(PostgresDatabase database, SessionOpener opener, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private const string TerminateSql = $"""
        select count(pg_terminate_backend(a.pid))
        from pg_stat_activity a join unnest($1, $2) as ours(pid, started_at) on ours.pid = a.pid and ours.started_at = {LockSql.StartedAt}
        """;

    /// <summary>Blocks its thread until none of the sessions exists.</summary>
    /// <exception cref="InvalidOperationException">Some still exist after the connection time-out.</exception>
    public void End(IReadOnlyCollection<SessionId> sessions, CancellationToken cancellation)
    {
        using var connection = opener.Open(SessionKind.Terminator, database.WritableHost);
        var since = time.GetTimestamp();
        for (var left = Terminate(connection, sessions); left > 0; left = Terminate(connection, sessions))
        {
            if (time.GetElapsedTime(since) > database.Deadlines.ConnectionTimeout)
                throw new InvalidOperationException($"{left} write sessions could not be ended within {database.Deadlines.ConnectionTimeout.TotalSeconds} s.");
            cancellation.WaitHandle.WaitOne(LookEvery);
        }
    }

    private static long Terminate(NpgsqlConnection connection, IReadOnlyCollection<SessionId> sessions)
    {
        using var command = new NpgsqlCommand(TerminateSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<int[]> { TypedValue = [.. sessions.Select(session => session.Pid)] },
                new NpgsqlParameter<long[]> { TypedValue = [.. sessions.Select(session => session.StartedAt)] },
            },
        };
        return (long)command.ExecuteScalar()!;
    }
}
