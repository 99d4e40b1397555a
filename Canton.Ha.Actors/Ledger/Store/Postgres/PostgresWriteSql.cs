using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Store.Postgres;

/// <summary>Rows travel as one array per column, and one statement takes them all.</summary>
internal sealed class PostgresWriteSql : LedgerWriteSql
{
    public override string FillSlots => """
        update canton_ha.in_flight f set synchronizer = m.synchronizer, submitter = m.submitter, outgoing = m.outgoing
        from unnest($1, $2, $3, $4) as m (slot, synchronizer, submitter, outgoing) where f.slot = m.slot
        """;

    public override string AddSlots => "insert into canton_ha.in_flight (slot, synchronizer, submitter, outgoing) select * from unnest($1, $2, $3, $4)";

    public override string FreeSlots => "update canton_ha.in_flight set synchronizer = null, submitter = null, outgoing = null where slot = any($1)";

    public override string AddSynchronizers => """
        insert into canton_ha.synchronizer (key, id, counter, record_time, epoch_at)
        select added.key, added.id, 0, added.time, added.time from unnest($1, $2, $3) as added (key, id, time)
        on conflict (key) do nothing
        """;

    public override string MovePositions => """
        update canton_ha.synchronizer s set counter = moved.counter, record_time = moved.record_time, epoch_at = moved.epoch_at, proved_time = moved.proved_time
        from unnest($1, $2, $3, $4, $5) as moved (key, counter, record_time, epoch_at, proved_time) where s.key = moved.key
        """;

    public override string AddUpdates => """
        insert into canton_ha.ledger_update (ledger_offset, record_time, published_at, synchronizer, message_id, transaction, hosting, outcome, change_key)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    public override string AddContracts => """
        insert into canton_ha.contract (create_offset, node, contract_key, synchronizer, contract, contract_id, archived_offset)
        select * from unnest($1, $2, $3, $4, $5, $6, $7)
        """;

    public override string EndContracts => $"""
        with ended as (
            update canton_ha.contract c set archived_offset = a.archived_offset
            from unnest($1, $2, $3) as a (contract_key, contract_id, archived_offset)
            where c.contract_key = a.contract_key and c.contract_id = a.contract_id and {PostgresSql.IsActive}
            returning c.contract_id)
        insert into canton_ha.ledger_difference (ledger_offset, contract_id)
        select a.archived_offset, a.contract_id from unnest($2, $3) as a (contract_id, archived_offset)
        where a.contract_id not in (select contract_id from ended)
        """;

    public override string AddDifferences => "insert into canton_ha.ledger_difference (ledger_offset, contract_id) select * from unnest($1, $2)";

    public override string AddConsumptions => "insert into canton_ha.consumption (synchronizer, sequenced_at, contract_id) select * from unnest($1, $2, $3)";

    public override string ForgetConsumptions => """
        delete from canton_ha.consumption where ctid = any (array(
            select ctid from canton_ha.consumption where synchronizer = $1 and sequenced_at <= $2 order by sequenced_at limit $3))
        """;

    public override string AddHosting => """
        insert into canton_ha.hosting (synchronizer, party, participant, permission) select * from unnest($1, $2, $3, $4)
        on conflict (synchronizer, party, participant) do update set permission = excluded.permission
        """;

    public override string RemoveHosting => """
        delete from canton_ha.hosting h using unnest($1, $2, $3) as gone (synchronizer, party, participant)
        where h.synchronizer = gone.synchronizer and h.party = gone.party and h.participant = gone.participant
        """;

    public override string AddBlock => "insert into canton_ha.ledger_block (block, parties) values ($1, $2)";

    public override string MoveEnd => "update canton_ha.ledger_end set ledger_offset = $1, published_at = $2";

    public override string RaisePruning => """
        update canton_ha.ledger_end set pruned_up_to = $1, pruned_published_at = coalesce(
            (select u.published_at from canton_ha.ledger_update u where u.ledger_offset <= $1 order by u.ledger_offset desc limit 1), pruned_published_at)
        where pruned_up_to < $1
        """;

    public override string RemoveUpdates => "delete from canton_ha.ledger_update where ledger_offset > $1 and ledger_offset <= $2";

    public override string RemoveContracts => "delete from canton_ha.contract where archived_offset > $1 and archived_offset <= $2";

    public override string RemoveBlocks => "delete from canton_ha.ledger_block where block < $1";

    public override IEnumerable<WriteCommand> Rows(string sql, params Array[] columns) => [new WriteCommand(sql, [.. columns])];

    public override object PartiesOf(BlockParties block) => block.Hashes.ToArray();
}
