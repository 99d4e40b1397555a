using System.Data.Common;
using Canton.Ha.Actors.Storage;
using Npgsql;

namespace Canton.Ha.Actors.Sequencing.Postgres;

/// <summary>The order in a PostgreSQL database: a batch takes one statement per table, however many messages it has.</summary>
internal sealed class PostgresSequencerStore(IReads reads) : SequencerStore(reads, "canton_ha.")
{
    private const string LookSql = """
        select (extract(epoch from clock_timestamp()) * 1000000)::bigint, null::integer, null::uuid
        union all
        select e.sequenced_at, e.sender, e.message_id
        from unnest($1, $2) as asked (sender, message_id)
        join canton_ha.sequencer_event e on e.sender = asked.sender and e.message_id = asked.message_id
        """;

    private const string NoteSql = """
        update canton_ha.sequencer_member m set pruned = gone.counter from unnest($1, $2) as gone (member, counter) where m.id = gone.member
        """;

    private const string DeliveriesSql = """
        delete from canton_ha.sequencer_delivery d using unnest($1, $2) as gone (member, counter)
        where d.member = gone.member and d.counter <= gone.counter
        """;

    public override async Task<Look> LookAsync(IWriteSession session, IReadOnlyList<MessageKey> asked, CancellationToken cancellation)
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

    public override Task WriteAsync(IWriteSession session, OrderedBatch batch, CancellationToken cancellation) =>
        session.WriteAsync(BatchRows.Of(batch), cancellation);

    protected override SequencedMessage? MessageOf(DbDataReader row) =>
        StoredMessage.Read(row.IsDBNull(3) ? null : row.GetGuid(3), row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4));

    protected override IEnumerable<WriteCommand> RemovalOf(IReadOnlyList<KeyValuePair<int, long>> going)
    {
        int[] members = [.. going.Select(member => member.Key)];
        long[] counters = [.. going.Select(member => member.Value)];
        return [new WriteCommand(NoteSql, members, counters), new WriteCommand(DeliveriesSql, members, counters)];
    }
}
