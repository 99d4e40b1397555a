using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Postgres;
using Npgsql;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>
/// The moment in which a new active holds main lock and pool lock exclusively. Passing it proves that no write session of an earlier
/// term exists, or ever will: each of them took the shared pool lock before it checked the main lock, so one that passed its check
/// before this term began is waited for here, or terminated; and one that checks later finds the main lock with a session that is not its own.
/// A main session takes the lock once in its life, so that a session of an earlier term can never hold it again.
/// </summary>
internal sealed class Barrier(PostgresDatabase database, SessionOpener opener, TimeSpan rampDownTimeout, TimeProvider time)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan TerminateEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Whoever no longer holds the main lock must not stand in the way of its successor, not even for a moment.</summary>
    private const string TryTakeSql = $"select case when {LockSql.SessionHoldsMain} then pg_try_advisory_lock($4) end";

    /// <summary>
    /// Process id and start are read in the statement that terminates, so no other process can have the id by then. A replica that was frozen
    /// here and has lost the main lock meanwhile must not terminate the sessions of its successor.
    /// </summary>
    private const string TerminateSql = $"""
        select a.pid, {LockSql.StartedAt}, pg_terminate_backend(a.pid)
        from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where {LockSql.IsGrantedHere} and l.objid = $4::oid and a.datname = current_database() and a.pid <> pg_backend_pid()
            and {LockSql.SessionHoldsMain}
        """;

    /// <summary>Written while both locks are held. A row of this term is there already if the connection broke after it was written.</summary>
    private const string BeginTermSql = $"""
        insert into canton_ha.term as t (term, replica, pid, started_at, cause, system_identifier, timeline)
        select $4, $5, $2, $3,
            coalesce(
                (select case when ended_at is null then 'failover from ' else 'switchover from ' end || replica
                    from canton_ha.term where term < $4 order by term desc limit 1),
                'first start') || $6,
            c.system_identifier, ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::integer
        from pg_control_system() c
        where {LockSql.SessionHoldsMain} and not exists (select from canton_ha.term where term > $4)
        on conflict (term) do update set cause = excluded.cause where t.pid = excluded.pid and t.started_at = excluded.started_at
        returning t.term
        """;

    private const string LeaveSql = $"select pg_advisory_unlock($1), pg_notify('{LockSql.RosterChannel}', $2)";

    /// <summary>Blocks its thread until the barrier is passed.</summary>
    /// <exception cref="OperationCanceledException">The term was lost meanwhile.</exception>
    public void Pass(LockTerm term, CancellationToken cancellation)
    {
        var terminated = new HashSet<SessionId>();
        while (true)
        {
            try
            {
                using var session = opener.Open(SessionKind.Barrier, database.WritableHost);
                Pass(session, term, terminated, cancellation);
                return;
            }
            catch (Exception e) when (e is TimeoutException or NpgsqlException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.IdleSessionTimeout })
            {
                Rest(LongestRetry, term, cancellation);
            }
        }
    }

    /// <summary>The order is the safety: both locks, then the term's row, then the pool lock is given back, and only then write sessions are opened.</summary>
    private void Pass(NpgsqlConnection session, LockTerm term, HashSet<SessionId> terminated, CancellationToken cancellation)
    {
        TakePoolLock(session, term, terminated, cancellation);
        BeginTerm(session, term, terminated.Count);
        database.Memory.NoteTerm(term.Number);
        using var leave = new NpgsqlCommand(LeaveSql, session) { Parameters = { Value(database.Keys.Pool), Value(database.Replica) } };
        leave.ExecuteNonQuery();
    }

    /// <summary>Tried, not waited for: a frozen waiter would be granted the lock, and a waiting session is exempt from its idle deadline.</summary>
    private void TakePoolLock(NpgsqlConnection session, LockTerm term, HashSet<SessionId> terminated, CancellationToken cancellation)
    {
        var since = time.GetTimestamp();
        var patience = rampDownTimeout;
        for (var retry = FirstRetry; !TryTake(session, term);)
        {
            if (time.GetElapsedTime(since) >= patience)
            {
                terminated.UnionWith(Terminate(session, term));
                patience = time.GetElapsedTime(since) + TerminateEvery;
            }

            Rest(retry, term, cancellation);
            retry = TimeSpan.FromTicks(Math.Min(retry.Ticks * 3 / 2, LongestRetry.Ticks));
        }
    }

    private bool TryTake(NpgsqlConnection session, LockTerm term)
    {
        using var command = Command(TryTakeSql, session, term, Value(database.Keys.Pool));
        return command.ExecuteScalar() is bool isTaken ? isTaken : throw Lost(term);
    }

    private List<SessionId> Terminate(NpgsqlConnection session, LockTerm term)
    {
        var terminated = new List<SessionId>();
        using var command = Command(TerminateSql, session, term, Value(database.Keys.Pool));
        using var reader = command.ExecuteReader();
        while (reader.Read())
            terminated.Add(new SessionId(reader.GetInt32(0), reader.GetInt64(1)));
        return terminated;
    }

    private void BeginTerm(NpgsqlConnection session, LockTerm term, int terminated)
    {
        var addition = terminated switch
        {
            0 => "",
            1 => ", 1 write session terminated",
            _ => $", {terminated} write sessions terminated",
        };
        using var command = Command(BeginTermSql, session, term, Value(term.Number), Value(database.Replica), Value(addition));
        if (command.ExecuteScalar() is null)
            throw Lost(term);
    }

    private static void Rest(TimeSpan time, LockTerm term, CancellationToken cancellation)
    {
        cancellation.WaitHandle.WaitOne(Backoff.Jittered(time));
        cancellation.ThrowIfCancellationRequested();
        if (!term.IsHeld)
            throw Lost(term);
    }

    private NpgsqlCommand Command(string sql, NpgsqlConnection session, LockTerm term, params ReadOnlySpan<NpgsqlParameter> more)
    {
        var command = new NpgsqlCommand(sql, session)
        {
            Parameters = { Value(database.Keys.Main), Value(term.Session.Pid), Value(term.Session.StartedAt) },
        };
        foreach (var parameter in more)
            command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static OperationCanceledException Lost(LockTerm term) =>
        new($"Term {term.Number} was lost: its main session does not hold the main lock.", term.Lost);
}
