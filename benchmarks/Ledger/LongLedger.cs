using Canton.Ha.Actors.Tests.Support;
using Npgsql;

namespace Canton.Ha.Actors.Benchmarks.Ledger;

/// <summary>
/// Makes a ledger long while its participant is down: the last creation is repeated with offsets, times, contract ids and changes of its own. That is how
/// the rows would be if it had been submitted so often, but that the bytes of each transaction still name the first contract.
/// </summary>
internal static class LongLedger
{
    /// <summary>Rows that one statement adds.</summary>
    private const long PortionSize = 250_000;

    private static string LengthenSql(long transactions) => $"""
        with model as (select * from canton_ha.ledger_update where transaction is not null order by ledger_offset desc limit 1)
        insert into canton_ha.ledger_update (ledger_offset, record_time, published_at, synchronizer, message_id, transaction, outcome, change_key)
        select l.ledger_offset + i, l.published_at + i, l.published_at + i, m.synchronizer, gen_random_uuid(), m.transaction, m.outcome, hashint8extended(l.ledger_offset + i, 1)
        from model m, canton_ha.ledger_end l, generate_series(1, {transactions}) i;

        with model as (select * from canton_ha.contract order by create_offset desc limit 1),
             named as (select i, sha256(int8send(l.ledger_offset + i)) as id from canton_ha.ledger_end l, generate_series(1, {transactions}) i)
        insert into canton_ha.contract (create_offset, node, contract_key, synchronizer, contract, contract_id)
        select l.ledger_offset + n.i, m.node, ('x' || encode(substr(n.id, 1, 8), 'hex'))::bit(64)::bigint, m.synchronizer, m.contract, n.id
        from model m, canton_ha.ledger_end l, named n;

        insert into canton_ha.ledger_block (block, parties)
        select b, (select parties from canton_ha.ledger_block order by block desc limit 1)
        from canton_ha.ledger_end l, generate_series(l.ledger_offset / 1024 + 1, (l.ledger_offset + {transactions}) / 1024 - 1) b;

        update canton_ha.ledger_end set ledger_offset = ledger_offset + {transactions}, published_at = published_at + {transactions};
        """;

    /// <summary>Entries in no order take too long one by one. Pages are as full as those of an index that grew that way.</summary>
    private const string IndexSql = """
        create index ledger_update_by_change on canton_ha.ledger_update (change_key, ledger_offset) with (fillfactor = 70) where change_key is not null;
        create index contract_by_key on canton_ha.contract (contract_key) with (fillfactor = 70)
        """;

    /// <summary>Adds this many transactions, and does what the server's own vacuum would have done meanwhile.</summary>
    public static async Task LengthenAsync(PostgresServer server, string database, long transactions)
    {
        await using var connection = await server.ConnectAsync(database);
        await ExecuteAsync("drop index canton_ha.ledger_update_by_change; drop index canton_ha.contract_by_key");
        for (var left = transactions; left > 0; left -= PortionSize)
            await ExecuteAsync(LengthenSql(Math.Min(left, PortionSize)));
        await ExecuteAsync(IndexSql);
        foreach (var sql in new[] { "vacuum (analyze) canton_ha.ledger_update", "vacuum (analyze) canton_ha.contract", "vacuum (analyze) canton_ha.ledger_block", "checkpoint" })
            await ExecuteAsync(sql);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }
}
