using Canton.Ha.Actors.Contracts;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>A presence session on PostgreSQL.</summary>
internal sealed class PostgresPresenceSession(WatchedConnection connection, PostgresDatabase database) : IPresenceSession
{
    /// <summary>One row per replica present; leader, newest term and policy repeat in each. A session's start tells it from an earlier one with its process id.</summary>
    private const string RosterSql = $"""
        with holder as (
            select s.replica, s.address, s.admin_address, s.ledger_address, s.started_at, l.objid, l.mode
            from pg_locks l
            join {LockSql.Sessions} a on a.pid = l.pid
            join canton_ha.session s on s.pid = a.pid and s.started_at = {LockSql.StartedAt}
            where {LockSql.IsGrantedHere} and l.objid in ($1::oid, $2::oid)
        )
        select (select replica from holder where objid = $1::oid and mode = 'ExclusiveLock'),
            t.term, t.replica, t.cause, t.began_at, t.active_at, t.ended_at, t.end_cause,
            {PolicyRow.Columns},
            present.replica, present.address, present.admin_address, present.ledger_address
        from (select) once
        left join (select * from canton_ha.term order by term desc limit 1) t on true
        left join canton_ha.failover_policy p on true
        left join (select distinct on (replica) * from holder where objid = $2::oid order by replica, started_at desc) present on true
        order by present.replica collate "C"
        """;

    /// <inheritdoc/>
    public Task<Roster> ReadAsync(CancellationToken cancellation) => connection.CallAsync(Read, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private Roster Read(NpgsqlConnection presence)
    {
        using var command = database.Command(RosterSql, presence, Parameter.Of(database.Keys.Main), Parameter.Of(database.Keys.Presence));
        using var reader = command.ExecuteReader();
        var roster = Roster.Unknown;
        while (reader.Read())
            roster = Add(roster, reader);
        if (roster.Newest is { } newest)
            database.Memory.NoteTerm(newest.Term);
        return roster;
    }

    private static Roster Add(Roster roster, NpgsqlDataReader row) => new(
        row.IsDBNull(12) ? roster.Replicas : roster.Replicas.Add(Entry(row, 12)),
        row.IsDBNull(0) ? null : row.GetString(0),
        row.IsDBNull(1) ? null : TermRow.Read(row, 1),
        PolicyRow.Read(row, 8));

    private static RosterEntry Entry(NpgsqlDataReader row, int first) =>
        new(row.GetString(first), new ReplicaAddresses(row.GetString(first + 1), row.GetString(first + 2), row.GetString(first + 3)));
}
