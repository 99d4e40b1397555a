using Canton.Ha.Actors.Storage;
using Npgsql;

namespace Canton.Ha.Actors.Sequencing.Postgres;

/// <summary>Removes the oldest events that nobody needs any more.</summary>
internal sealed class Pruning(IWriteSession session)
{
    /// <summary>The place of the last event to go: before the first one that some recipient has not acknowledged, and not too many at once.</summary>
    private const string LastSql = """
        select max(sequenced_at) from (
            select sequenced_at from canton_ha.sequencer_event
            where sequenced_at <= $1 and sequenced_at < coalesce(
                (select min(d.sequenced_at) from canton_ha.sequencer_member m
                    join canton_ha.sequencer_delivery d on d.member = m.id and d.counter = m.acknowledged + 1),
                9223372036854775807)
            order by sequenced_at limit $2) oldest
        """;

    /// <summary>No member can have more of these events than there are events.</summary>
    private const string CountersSql = """
        select m.id, max(d.counter) from canton_ha.sequencer_member m
        join canton_ha.sequencer_delivery d on d.member = m.id and d.counter > m.pruned and d.counter <= m.pruned + $2
        where d.sequenced_at <= $1 group by m.id
        """;

    private const string NoteSql = """
        update canton_ha.sequencer_member m set pruned = gone.counter from unnest($1, $2) as gone (member, counter) where m.id = gone.member
        """;

    private const string DeliveriesSql = """
        delete from canton_ha.sequencer_delivery d using unnest($1, $2) as gone (member, counter)
        where d.member = gone.member and d.counter <= gone.counter
        """;

    private const string EventsSql = "delete from canton_ha.sequencer_event where sequenced_at <= $1";

    private const string LaggardsSql = """
        select m.name from canton_ha.sequencer_member m
        join canton_ha.sequencer_delivery d on d.member = m.id and d.counter = m.acknowledged + 1
        where d.sequenced_at <= $1 order by m.name
        """;

    public async Task<IReadOnlyDictionary<int, long>> PruneAsync(long upTo, int limit, CancellationToken cancellation)
    {
        if (await LastAsync(upTo, limit, cancellation) is not { } last)
            return new Dictionary<int, long>();

        var gone = await CountersAsync(last, limit, cancellation);
        int[] members = [.. gone.Keys];
        long[] counters = [.. gone.Values];
        await session.WriteAsync(
            [
                new WriteCommand(NoteSql, members, counters),
                new WriteCommand(DeliveriesSql, members, counters),
                new WriteCommand(EventsSql, last),
            ],
            cancellation);
        return gone;
    }

    public async Task<IReadOnlyList<string>> FindLaggardsAsync(long upTo, CancellationToken cancellation)
    {
        await using var command = Command(LaggardsSql, upTo);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var laggards = new List<string>();
        while (await row.ReadAsync(cancellation))
            laggards.Add(row.GetString(0));
        return laggards;
    }

    private async Task<long?> LastAsync(long upTo, int limit, CancellationToken cancellation)
    {
        await using var command = Command(LastSql, upTo, limit);
        return await command.ExecuteScalarAsync(cancellation) as long?;
    }

    private async Task<Dictionary<int, long>> CountersAsync(long last, int limit, CancellationToken cancellation)
    {
        await using var command = Command(CountersSql, last, limit);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var counters = new Dictionary<int, long>();
        while (await row.ReadAsync(cancellation))
            counters.Add(row.GetInt32(0), row.GetInt64(1));
        return counters;
    }

    private NpgsqlCommand Command(string sql, long time, int limit)
    {
        var command = Command(sql, time);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return command;
    }

    private NpgsqlCommand Command(string sql, long time) =>
        new(sql, (NpgsqlConnection)session.Connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = time } } };
}
