using System.Data;
using System.Data.Common;
using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Ledger.Store.Postgres;

/// <summary>
/// Keys are looked up with <c>= any</c> and in lateral subqueries, never by joins: whatever the planner believes of the size of a table that grows quickly, it
/// goes through the index.
/// </summary>
internal sealed class PostgresReadSql : LedgerReadSql
{
    private const string UpdateColumns = "u.ledger_offset, u.record_time, u.published_at, u.synchronizer, u.message_id, u.transaction, u.hosting, u.outcome";

    private const string ContractColumns = "c.create_offset, c.node, c.synchronizer, c.contract, c.archived_offset";

    private const string Pruned = "(select pruned_up_to from canton_ha.ledger_end)";

    public override string Bounds => "select ledger_offset, published_at, pruned_up_to, pruned_published_at from canton_ha.ledger_end";

    public override string Synchronizers => "select key, id, counter, record_time, epoch_at, proved_time from canton_ha.synchronizer";

    public override string Hosting => "select synchronizer, party, participant, permission from canton_ha.hosting";

    public override string Slots => "select slot, synchronizer, submitter, outgoing from canton_ha.in_flight";

    public override string Blocks => """
        select block.number from generate_series($1, $2) as block (number)
        where coalesce((select b.parties && $3 from canton_ha.ledger_block b where b.block = block.number), true)
        order by block.number
        """;

    public override string Updates => $"""
        select {UpdateColumns} from canton_ha.ledger_update u
        where u.ledger_offset > greatest($1, {Pruned}) and u.ledger_offset <= $2
        order by u.ledger_offset limit $3
        """;

    public override string UpdatesBack => $"""
        select {UpdateColumns} from canton_ha.ledger_update u
        where u.ledger_offset < $1 and u.ledger_offset >= $2 and u.ledger_offset > {Pruned}
        order by u.ledger_offset desc limit $3
        """;

    public override string UpdateAt => $"select {UpdateColumns} from canton_ha.ledger_update u where u.ledger_offset = $1 and u.ledger_offset > {Pruned}";

    public override string UpdatesAtTime => $"""
        select {UpdateColumns} from canton_ha.ledger_update u where u.record_time = $1 and u.ledger_offset > {Pruned} order by u.ledger_offset
        """;

    /// <summary>Those archived since come from no further than the page of active ones goes, if that is full.</summary>
    public override string Contracts => $"""
        with active as materialized (
            select {ContractColumns} from canton_ha.contract c
            where c.archived_offset is null and (c.create_offset, c.node) > ($2, $3) and c.create_offset <= $5
            order by c.create_offset, c.node limit $4)
        select * from active
        union all
        (select {ContractColumns} from canton_ha.contract c
        where c.archived_offset > greatest($1, {Pruned}) and c.create_offset >= $2 and (c.create_offset, c.node) > ($2, $3)
            and c.create_offset <= (select case when count(*) < $4 then $5 else max(a.create_offset) end from active a)
        order by c.create_offset, c.node limit $4)
        """;

    public override string ContractsByKey => $"""
        select {ContractColumns} from canton_ha.contract c where c.contract_key = $1 and (c.archived_offset is null or c.archived_offset > {Pruned})
        """;

    public override string ActiveByKeys => $"select {ContractColumns} from canton_ha.contract c where c.contract_key = any($1) and {PostgresSql.IsActive}";

    /// <summary>Eight of each key, in case that different changes share it: a change that was accepted a million times must not be read so often.</summary>
    public override string AcceptancesByKeys => $"""
        select u.ledger_offset, u.published_at, u.outcome
        from unnest($1) as asked (change_key)
        cross join lateral (
            select u.ledger_offset, u.published_at, u.outcome from canton_ha.ledger_update u
            where u.change_key = asked.change_key and u.ledger_offset > {Pruned}
            order by u.ledger_offset desc limit 8) u
        """;

    public override string Consumptions => "select c.contract_id, c.sequenced_at from canton_ha.consumption c where c.synchronizer = $1 and c.contract_id = any($2)";

    public override string Differences => "select contract_id, ledger_offset from canton_ha.ledger_difference where ledger_offset > $1 order by ledger_offset desc limit $2";

    /// <summary>Publication times never go back, and no offset is missing: halving finds the place.</summary>
    public override string OffsetBefore => """
        with recursive search (before, after) as (
            select e.pruned_up_to, e.ledger_offset + 1 from canton_ha.ledger_end e
            union all
            select case when found.published_at < $1 then found.ledger_offset else s.before end, case when found.published_at < $1 then s.after else found.ledger_offset end
            from search s
            cross join lateral (select u.ledger_offset, u.published_at from canton_ha.ledger_update u where u.ledger_offset = s.before + (s.after - s.before) / 2) found
            where s.after - s.before > 1)
        select s.before from search s, canton_ha.ledger_end e where s.after - s.before = 1 and s.before > e.pruned_up_to
        """;

    public override string FirstStored => """
        select least(
            (select min(u.ledger_offset) from canton_ha.ledger_update u),
            (select min(c.archived_offset) from canton_ha.contract c where c.archived_offset is not null))
        """;

    public override ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) =>
        connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);

    public override Guid MessageIdIn(DbDataReader row, int column) => row.GetGuid(column);

    public override object List(long[] keys) => keys;

    public override object List(int[] hashes) => hashes;

    public override object List(IEnumerable<ContractId> ids) => ids.Select(id => id.ToBytes()).ToArray();
}
