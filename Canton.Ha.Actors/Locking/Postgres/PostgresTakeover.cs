using Canton.Ha.Actors.Contracts;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Tries the main lock and keeps to the failover policy, by the clock and the tables of the server: the rule is <see cref="Takeover.Rule"/>.</summary>
internal sealed class PostgresTakeover(PostgresDatabase database, SessionId session)
{
    private const int Restricted = -2;
    private const int ReadOnly = -1;
    private const int Withheld = 0;

    /// <summary>What both statements read: $2 is this replica.</summary>
    private const string KnownSql = """
        select p.*, n.replica as last_leader, n.ended_at,
            p.nominee is not null and p.nominated_in = n.term and clock_timestamp() between p.nominated_at and p.nominated_until as is_nominated
        from (select) once
        left join canton_ha.failover_policy p on true
        left join (select term, replica, ended_at from canton_ha.term order by term desc limit 1) n on true
        """;

    /// <summary>
    /// The branches of a case are evaluated in order: a server that cannot write never gives the lock, it is not even tried where another
    /// replica may have to go first, and a number is used up only with it.
    /// </summary>
    private const string TrySql = $"""
        select pg_backend_pid(), case
            when not ({LockSql.CanWrite}) then -1
            when is_restricted then -2
            when pg_try_advisory_lock($1) then nextval('canton_ha.term_number')
            end
        from (
            select case
                when is_nominated then $2 not in (nominee, last_leader)
                when paused_since is not null and last_leader is not null then last_leader <> $2
                else coalesce((priorities ->> $2)::int, 0) < (select greatest(max(value::int), 0) from jsonb_each_text(priorities))
                end as is_restricted
            from ({KnownSql}) known
        ) rule
        """;

    /// <summary>
    /// The same with a look at who is present and whether the lock is free: 0 is a free lock that must be left to <c>favoured</c>. Planning this
    /// takes many times as long as the other, so it is asked only where the other says that there are restrictions. $3 is how many of those with
    /// a higher priority are passed over, $4 the presence lock. A nomination counts only while the nominee or the last leader is present, or tries.
    /// </summary>
    private const string TryRestrictedSql = $"""
        with present as materialized (
            select s.replica, a.backend_start
            from pg_locks l
            join {LockSql.Sessions} a on a.pid = l.pid
            join canton_ha.session s on s.pid = a.pid and s.started_at = {LockSql.StartedAt}
            where {LockSql.IsGrantedHere} and l.objid = $4::oid
        ), known as materialized (
            select k.*, coalesce(is_nominated and ($2 in (nominee, last_leader) or exists (
                select from present s where s.replica in (nominee, last_leader))), false) as counts
            from ({KnownSql}) k
        ), rule as (
            select paused_by, paused_why, case when last_leader is not null then paused_since end as paused_since, counts, nullif(case
                    when counts then case when last_leader = $2 then $2 else nominee end
                    when paused_since is not null and last_leader is not null then last_leader
                    else (
                        select s.replica
                        from present s
                        where coalesce((priorities ->> s.replica)::int, 0) > coalesce((priorities ->> $2)::int, 0)
                            and (s.replica = last_leader and s.backend_start < ended_at) is not true
                        order by coalesce((priorities ->> s.replica)::int, 0) desc, s.replica collate "C"
                        limit 1 offset $3)
                    end, $2) as favoured
            from known
        )
        select pg_backend_pid(), case
                when not ({LockSql.CanWrite}) then -1
                when favoured is not null then
                    case when not exists (select from pg_locks l where {LockSql.IsGrantedHere} and l.objid = $1::oid) then 0 end
                when pg_try_advisory_lock($1) then nextval('canton_ha.term_number')
                end,
            favoured, counts, paused_by, paused_why, paused_since
        from rule
        """;

    private const string NominateSql = """
        update canton_ha.failover_policy
        set nominee = $1, nominated_in = (select max(term) from canton_ha.term),
            nominated_at = clock_timestamp(), nominated_until = clock_timestamp() + $2 * interval '1 ms'
        from set_config('synchronous_commit', 'off', true)
        """;

    /// <summary>Tries once.</summary>
    public LockAttempt Try(NpgsqlConnection main, int passedOver)
    {
        using (var command = database.Command(TrySql, main, Parameter.Of(database.Keys.Main), Parameter.Of(database.Replica)))
        using (var reader = command.ExecuteReader())
            if (Read(main, reader) is { } attempt)
                return attempt;

        using var restricted = database.Command(
            TryRestrictedSql, main, Parameter.Of(database.Keys.Main), Parameter.Of(database.Replica), Parameter.Of(passedOver), Parameter.Of(database.Keys.Presence));
        using var answer = restricted.ExecuteReader();
        return Read(main, answer) ?? throw new InvalidDataException("The server says twice that the lock may not be tried.");
    }

    /// <summary>
    /// To be committed before anybody can find the lock free. It does not wait for the disk: the nominee is there as long as the server is.
    /// </summary>
    public int Nominate(NpgsqlConnection main, Nomination nomination)
    {
        using var command = database.Command(NominateSql, main, Parameter.Of(nomination.Replica), Parameter.Of(nomination.For.TotalMilliseconds));
        return command.ExecuteNonQuery();
    }

    /// <summary>Null when there are restrictions.</summary>
    private LockAttempt? Read(NpgsqlConnection main, NpgsqlDataReader row)
    {
        row.Read();
        if (row.GetInt32(0) != session.Pid)
            throw Pooler.InTheWay(main.Host ?? "", $"the main session is process {session.Pid}, but process {row.GetInt32(0)} answered");
        return row.IsDBNull(1) ? LockAttempt.HeldByAnother.Instance : row.GetInt64(1) switch
        {
            Restricted => null,
            ReadOnly => throw new UntrustedServerException($"The server on {main.Host} has become read-only."),
            Withheld => WithheldFor(row),
            var term => new LockAttempt.Taken(term),
        };
    }

    private static LockAttempt.Withheld WithheldFor(NpgsqlDataReader row)
    {
        var favoured = row.GetString(2);
        if (row.GetBoolean(3))
            return LockAttempt.Withheld.FromAllBut(favoured);
        return PolicyRow.Pause(row, 4) is { } pause ? LockAttempt.Withheld.By(pause, favoured) : LockAttempt.Withheld.For(favoured);
    }
}
