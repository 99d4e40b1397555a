using System.Data;
using System.Data.Common;
using Canton.Ha.Actors.Ledger.Transactions;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Ledger.Store.Embedded;

/// <summary>The order of a <c>cross join</c> is the order in which SQLite goes: what is looked up comes after the keys.</summary>
internal sealed class EmbeddedReadSql : LedgerReadSql
{
    private const string UpdateColumns = """u.ledger_offset, u.record_time, u.published_at, u.synchronizer, u.message_id, u."transaction", u.hosting, u.outcome""";

    private const string ContractColumns = "c.create_offset, c.node, c.synchronizer, c.contract, c.archived_offset";

    private const string Pruned = "(select pruned_up_to from ledger_end)";

    public override string Bounds => "select ledger_offset, published_at, pruned_up_to, pruned_published_at from ledger_end";

    public override string Synchronizers => "select key, id, counter, record_time, epoch_at, proved_time from synchronizer";

    public override string Hosting => "select synchronizer, party, participant, permission from hosting";

    public override string Slots => "select slot, synchronizer, submitter, outgoing from in_flight";

    public override string Blocks => """
        with recursive block (number) as (
            select $1
            union all
            select number + 1 from block where number < $2)
        select block.number from block
        where coalesce((select exists (select 1 from json_each(b.parties) p where p.value in (select value from json_each($3)))
            from ledger_block b where b.block = block.number), 1)
        order by block.number
        """;

    public override string Updates => $"""
        select {UpdateColumns} from ledger_update u
        where u.ledger_offset > max($1, {Pruned}) and u.ledger_offset <= $2 order by u.ledger_offset limit $3
        """;

    public override string UpdatesBack => $"""
        select {UpdateColumns} from ledger_update u
        where u.ledger_offset < $1 and u.ledger_offset >= $2 and u.ledger_offset > {Pruned} order by u.ledger_offset desc limit $3
        """;

    public override string UpdateAt => $"select {UpdateColumns} from ledger_update u where u.ledger_offset = $1 and u.ledger_offset > {Pruned}";

    public override string UpdatesAtTime => $"""
        select {UpdateColumns} from ledger_update u where u.record_time = $1 and u.ledger_offset > {Pruned} order by u.ledger_offset
        """;

    /// <summary>Those archived since come from no further than the page of active ones goes, if that is full.</summary>
    public override string Contracts => $"""
        with active as materialized (
            select {ContractColumns} from contract c
            where c.archived_offset is null and (c.create_offset, c.node) > ($2, $3) and c.create_offset <= $5
            order by c.create_offset, c.node limit $4)
        select * from active
        union all
        select * from (select {ContractColumns} from contract c
        where c.archived_offset > max($1, {Pruned}) and (c.create_offset, c.node) > ($2, $3)
            and c.create_offset <= (select iif(count(*) < $4, $5, max(a.create_offset)) from active a)
        order by c.create_offset, c.node limit $4)
        """;

    public override string ContractsByKey => $"""
        select {ContractColumns} from contract c where c.contract_key = $1 and (c.archived_offset is null or c.archived_offset > {Pruned})
        """;

    public override string ActiveByKeys => $"""
        select {ContractColumns} from contract c where c.contract_key in (select value from json_each($1)) and c.archived_offset is null
        """;

    public override string AcceptancesByKeys => $"""
        select u.ledger_offset, u.published_at, u.outcome from json_each($1) asked
        cross join ledger_update u on u.ledger_offset in (
            select same.ledger_offset from ledger_update same
            where same.change_key = asked.value and same.ledger_offset > {Pruned} order by same.ledger_offset desc limit 8)
        """;

    public override string Consumptions => """
        select c.contract_id, c.sequenced_at from consumption c where c.synchronizer = $1 and hex(c.contract_id) in (select value from json_each($2))
        """;

    public override string Differences => "select contract_id, ledger_offset from ledger_difference where ledger_offset > $1 order by ledger_offset desc limit $2";

    /// <summary>Publication times never go back, and no offset is missing: halving finds the place.</summary>
    public override string OffsetBefore => """
        with recursive search (low, high) as (
            select pruned_up_to, ledger_offset + 1 from ledger_end
            union all
            select iif(u.published_at < $1, u.ledger_offset, s.low), iif(u.published_at < $1, s.high, u.ledger_offset)
            from search s cross join ledger_update u on u.ledger_offset = s.low + (s.high - s.low) / 2
            where s.high - s.low > 1)
        select s.low from search s, ledger_end e where s.high - s.low = 1 and s.low > e.pruned_up_to
        """;

    public override string FirstStored => """
        select min(first) from (
            select min(ledger_offset) as first from ledger_update
            union all
            select min(archived_offset) from contract where archived_offset is not null)
        """;

    public override ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) =>
        new(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: true));

    public override Guid MessageIdIn(DbDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    public override object List(long[] keys) => Json.Of(keys);

    public override object List(int[] hashes) => Json.Of(hashes);

    public override object List(IEnumerable<ContractId> ids) => Json.Of(ids.Select(id => Convert.ToHexString(id.ToBytes())));
}
