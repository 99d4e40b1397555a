using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Locking.Embedded;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Store.Embedded;

/// <summary>One command per row, which costs no round trip here.</summary>
internal sealed class EmbeddedWriteSql : LedgerWriteSql
{
    private const string Now = $"{EmbeddedSql.Now} * 1000";

    public override string FillSlots => "update in_flight set synchronizer = $2, submitter = $3, outgoing = $4 where slot = $1";

    public override string AddSlots => "insert into in_flight (slot, synchronizer, submitter, outgoing) values ($1, $2, $3, $4)";

    public override string FreeSlots => "update in_flight set synchronizer = null, submitter = null, outgoing = null where slot = $1";

    public override string AddSynchronizers => "insert or ignore into synchronizer (key, id, counter, record_time, epoch_at) values ($1, $2, 0, $3, $3)";

    public override string MovePositions => "update synchronizer set counter = $2, record_time = $3, epoch_at = $4, proved_time = $5 where key = $1";

    public override string AddUpdates => """
        insert into ledger_update (ledger_offset, record_time, published_at, synchronizer, message_id, "transaction", hosting, outcome, change_key)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    public override string AddContracts => """
        insert into contract (create_offset, node, contract_key, synchronizer, contract, contract_id, archived_offset) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    public override string EndContracts => $"""
        update contract set archived_offset = $3 where contract_key = $1 and contract_id = $2 and archived_offset is null;
        insert into ledger_difference (ledger_offset, contract_id, noted_at) select $3, $2, {Now} where changes() = 0
        """;

    public override string AddDifferences => $"insert into ledger_difference (ledger_offset, contract_id, noted_at) values ($1, $2, {Now})";

    public override string AddConsumptions => "insert into consumption (synchronizer, sequenced_at, contract_id) values ($1, $2, $3)";

    public override string ForgetConsumptions => """
        delete from consumption where rowid in (select rowid from consumption where synchronizer = $1 and sequenced_at <= $2 order by sequenced_at limit $3)
        """;

    public override string AddHosting => """
        insert into hosting (synchronizer, party, participant, permission) values ($1, $2, $3, $4)
        on conflict (synchronizer, party, participant) do update set permission = excluded.permission
        """;

    public override string RemoveHosting => "delete from hosting where synchronizer = $1 and party = $2 and participant = $3";

    public override string AddBlock => "insert into ledger_block (block, parties) values ($1, $2)";

    public override string MoveEnd => "update ledger_end set ledger_offset = $1, published_at = $2";

    public override string RaisePruning => """
        update ledger_end set pruned_up_to = $1, pruned_published_at = coalesce(
            (select published_at from ledger_update where ledger_offset <= $1 order by ledger_offset desc limit 1), pruned_published_at)
        where pruned_up_to < $1
        """;

    public override string RemoveUpdates => "delete from ledger_update where ledger_offset > $1 and ledger_offset <= $2";

    public override string RemoveContracts => "delete from contract where archived_offset > $1 and archived_offset <= $2";

    public override string RemoveBlocks => "delete from ledger_block where block < $1";

    public override IEnumerable<WriteCommand> Rows(string sql, params Array[] columns)
    {
        for (var row = 0; row < columns[0].Length; row++)
            yield return new WriteCommand(sql, [.. columns.Select(column => Stored(column.GetValue(row)))]);
    }

    public override object PartiesOf(BlockParties block) => Json.Of(block.Hashes);

    private static object? Stored(object? value) => value is Guid id ? id.ToByteArray(bigEndian: true) : value;
}
