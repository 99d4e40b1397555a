using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Benchmarks.Sequencing;

/// <summary>What the database can do without us: pgbench inserts the rows that a batch of the sequencer has, from one client.</summary>
internal static class PgbenchRows
{
    private const string TablesSql = """
        drop table if exists bench_event, bench_delivery, bench_state;
        drop sequence if exists bench_at;
        create sequence bench_at;
        create table bench_state (time bigint not null);
        insert into bench_state values (0);
        create table bench_event (sequenced_at bigint primary key, sender integer not null, message_id uuid, envelopes bytea, unique (sender, message_id));
        alter table bench_event alter column envelopes set storage external;
        create table bench_delivery (member integer not null, counter bigint not null, sequenced_at bigint not null, primary key (member, counter));
        """;

    public static async Task<double> PerSecondAsync(PostgresServer server, string database, int batch, int members, int bytes, TimeSpan length)
    {
        await server.ExecuteAsync(database, TablesSql);
        var script = $"""
            select nextval('bench_at') * {batch} as base \gset
            begin;
            update bench_state set time = :base;
            insert into bench_event select :base + i, 1, gen_random_uuid(), decode(repeat('61', {bytes}), 'hex') from generate_series(1, {batch}) i;
            insert into bench_delivery select m, :base + i, :base + i from generate_series(1, {batch}) i, generate_series(1, {members}) m;
            commit;

            """;
        return await Pgbench.RunsPerSecondAsync(server, database, script, length) * batch;
    }
}
