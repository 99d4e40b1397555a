using System.Collections.Immutable;
using Canton.Ha.Actors.Storage;
using Npgsql;

namespace Canton.Ha.Actors.Sequencing.Postgres;

/// <summary>The order in a PostgreSQL database: a batch takes one statement per table, however many messages it has.</summary>
internal sealed class PostgresSequencerStore(IReads reads) : ISequencerStore
{
    private const string TimeSql = "select time from canton_ha.sequencer_state";

    private const string MembersSql = """
        select m.id, m.name, m.registered_at, m.term, m.acknowledged, m.pruned,
            coalesce((select d.counter from canton_ha.sequencer_delivery d where d.member = m.id order by d.counter desc limit 1), m.pruned)
        from canton_ha.sequencer_member m
        """;

    private const string LookSql = """
        select (extract(epoch from clock_timestamp()) * 1000000)::bigint, null::integer, null::uuid
        union all
        select e.sequenced_at, e.sender, e.message_id
        from unnest($1, $2) as asked (sender, message_id)
        join canton_ha.sequencer_event e on e.sender = asked.sender and e.message_id = asked.message_id
        """;

    private const string ReadSql = """
        select d.counter, e.sequenced_at, s.name, e.message_id, e.envelopes
        from canton_ha.sequencer_delivery d
        join canton_ha.sequencer_event e on e.sequenced_at = d.sequenced_at
        join canton_ha.sequencer_member s on s.id = e.sender
        where d.member = $1 and d.counter >= $2
        order by d.counter limit $3
        """;

    public async Task<SequencerState> LoadAsync(CancellationToken cancellation)
    {
        await using var connection = (NpgsqlConnection)await reads.OpenAsync(cancellation);
        await using var time = new NpgsqlCommand(TimeSql, connection);
        var upTo = (long)(await time.ExecuteScalarAsync(cancellation))!;
        var members = ImmutableDictionary.CreateBuilder<string, MemberState>();
        await using var command = new NpgsqlCommand(MembersSql, connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            members.Add(row.GetString(1), new MemberState(
                row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), LastCounter: row.GetInt64(6), row.GetInt64(4), row.GetInt64(5)));
        return new SequencerState(upTo, members.ToImmutable());
    }

    public async Task<Look> LookAsync(IWriteSession session, IReadOnlyList<MessageKey> asked, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LookSql, (NpgsqlConnection)session.Connection)
        {
            Parameters =
            {
                new NpgsqlParameter<int[]> { TypedValue = [.. asked.Select(key => key.Sender)] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. asked.Select(key => key.Id)] },
            },
        };
        var now = 0L;
        var known = new Dictionary<MessageKey, long>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            if (row.IsDBNull(1))
                now = row.GetInt64(0);
            else
                known[new MessageKey(row.GetInt32(1), row.GetGuid(2))] = row.GetInt64(0);
        return new Look(now, known);
    }

    public Task WriteAsync(IWriteSession session, OrderedBatch batch, CancellationToken cancellation) =>
        session.WriteAsync(BatchRows.Of(batch), cancellation);

    public async Task<IReadOnlyList<HeardEvent>> ReadAsync(MemberState member, long fromCounter, int limit, CancellationToken cancellation)
    {
        await using var connection = (NpgsqlConnection)await reads.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(ReadSql, connection) { Parameters = { new() { Value = member.Id }, new() { Value = fromCounter }, new() { Value = limit } } };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var page = new List<HeardEvent>();
        while (await row.ReadAsync(cancellation))
        {
            var message = StoredMessage.Read(row.IsDBNull(3) ? null : row.GetGuid(3), row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4));
            page.Add(new HeardEvent(row.GetInt64(1), SequencedEvent.Heard(row.GetInt64(0), row.GetInt64(1), row.GetString(2), message, member.Name)));
        }

        return page;
    }

    public Task<IReadOnlyDictionary<int, long>> PruneAsync(IWriteSession session, long upTo, int limit, CancellationToken cancellation) =>
        new Pruning(session).PruneAsync(upTo, limit, cancellation);

    public Task<IReadOnlyList<string>> FindLaggardsAsync(IWriteSession session, long upTo, CancellationToken cancellation) =>
        new Pruning(session).FindLaggardsAsync(upTo, cancellation);
}
