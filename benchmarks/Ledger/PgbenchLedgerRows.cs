using Canton.Ha.Actors.Benchmarks.Sequencing;

namespace Canton.Ha.Actors.Benchmarks.Ledger;

/// <summary>
/// What the database can do without us: pgbench writes, from one client, the rows that a batch of creations has. Those are three transactions: the
/// messages under way, their places in the order of the synchronizer, and the ledger. The rows are those of the ledger that was just measured.
/// </summary>
internal sealed class PgbenchLedgerRows(LedgerSite site)
{
    private static string TablesSql(int batch) => $"""
        drop table if exists bench_update, bench_contract, bench_in_flight, bench_end, bench_event, bench_delivery;
        drop sequence if exists bench_offset;
        create sequence bench_offset;
        create table bench_update (like canton_ha.ledger_update including all);
        create table bench_contract (like canton_ha.contract including all);
        create table bench_in_flight (like canton_ha.in_flight including all) with (fillfactor = 40);
        create table bench_end (like canton_ha.ledger_end including all);
        insert into bench_end select * from canton_ha.ledger_end;
        insert into bench_in_flight (slot) select i from generate_series(1, {batch}) i;
        create table bench_event (sequenced_at bigint primary key, sender integer not null, message_id uuid, envelopes bytea, unique (sender, message_id));
        create table bench_delivery (member integer not null, counter bigint not null, sequenced_at bigint not null, primary key (member, counter));
        drop table if exists bench_model;
        create table bench_model as
            select u.synchronizer, u.transaction, u.outcome, c.contract
            from canton_ha.ledger_update u join canton_ha.contract c on c.create_offset = u.ledger_offset order by u.ledger_offset limit 1;
        """;

    private static string ScriptSql(int batch) => $"""
        select nextval('bench_offset') * {batch} as base \gset
        update bench_in_flight f set synchronizer = m.synchronizer, submitter = m.outcome, outgoing = m.transaction from bench_model m where f.slot <= {batch};
        begin;
        insert into bench_event select :base + i, 1, gen_random_uuid(), m.transaction from bench_model m, generate_series(1, {batch}) i;
        insert into bench_delivery select 1, :base + i, :base + i from generate_series(1, {batch}) i;
        commit;
        begin;
        insert into bench_update select :base + i, :base + i, :base + i, m.synchronizer, gen_random_uuid(), m.transaction, null, m.outcome, hashint8extended(:base + i, 1) from bench_model m, generate_series(1, {batch}) i;
        insert into bench_contract select :base + i, 0, hashint8extended(:base + i, 2), m.synchronizer, m.contract, sha256(int8send(:base + i)), null from bench_model m, generate_series(1, {batch}) i;
        update bench_in_flight set synchronizer = null, submitter = null, outgoing = null where slot <= {batch};
        update bench_end set ledger_offset = :base;
        commit;

        """;

    /// <summary>Creations per second.</summary>
    /// <param name="batch">Of how many.</param>
    /// <param name="length">For how long.</param>
    public async Task<double> PerSecondAsync(int batch, TimeSpan length)
    {
        await site.Server.ExecuteAsync(site.Database, TablesSql(batch));
        return await Pgbench.RunsPerSecondAsync(site.Server, site.Database, ScriptSql(batch), length) * batch;
    }
}
