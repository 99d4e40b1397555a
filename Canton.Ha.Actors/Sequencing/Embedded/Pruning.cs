using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Sequencing.Embedded;

/// <summary>Removes the oldest events that nobody needs any more.</summary>
internal sealed class Pruning(IWriteSession session)
{
    /// <summary>The place of the last event to go: before the first one that some recipient has not acknowledged, and not too many at once.</summary>
    private const string LastSql = """
        select max(sequenced_at) from (
            select sequenced_at from sequencer_event
            where sequenced_at <= $1 and sequenced_at < coalesce(
                (select min(d.sequenced_at) from sequencer_member m
                    join sequencer_delivery d on d.member = m.id and d.counter = m.acknowledged + 1),
                9223372036854775807)
            order by sequenced_at limit $2)
        """;

    /// <summary>No member can have more of these events than there are events.</summary>
    private const string CountersSql = """
        select m.id, max(d.counter) from sequencer_member m
        join sequencer_delivery d on d.member = m.id and d.counter > m.pruned and d.counter <= m.pruned + $2
        where d.sequenced_at <= $1 group by m.id
        """;

    private const string NoteSql = "update sequencer_member set pruned = $2 where id = $1";

    private const string DeliveriesSql = "delete from sequencer_delivery where member = $1 and counter <= $2";

    private const string EventsSql = "delete from sequencer_event where sequenced_at <= $1";

    private const string LaggardsSql = """
        select m.name from sequencer_member m
        join sequencer_delivery d on d.member = m.id and d.counter = m.acknowledged + 1
        where d.sequenced_at <= $1 order by m.name
        """;

    public async Task<IReadOnlyDictionary<int, long>> PruneAsync(long upTo, int limit, CancellationToken cancellation)
    {
        await using var command = session.Connection.Command(LastSql, upTo, limit);
        if (await command.ExecuteScalarAsync(cancellation) is not long last)
            return new Dictionary<int, long>();

        var gone = await CountersAsync(last, limit, cancellation);
        await session.WriteAsync(
            [
                .. gone.Select(counter => new WriteCommand(NoteSql, counter.Key, counter.Value)),
                .. gone.Select(counter => new WriteCommand(DeliveriesSql, counter.Key, counter.Value)),
                new WriteCommand(EventsSql, last),
            ],
            cancellation);
        return gone;
    }

    public async Task<IReadOnlyList<string>> FindLaggardsAsync(long upTo, CancellationToken cancellation)
    {
        await using var command = session.Connection.Command(LaggardsSql, upTo);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var laggards = new List<string>();
        while (await row.ReadAsync(cancellation))
            laggards.Add(row.GetString(0));
        return laggards;
    }

    private async Task<Dictionary<int, long>> CountersAsync(long last, int limit, CancellationToken cancellation)
    {
        await using var command = session.Connection.Command(CountersSql, last, limit);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var counters = new Dictionary<int, long>();
        while (await row.ReadAsync(cancellation))
            counters.Add(row.GetInt32(0), row.GetInt64(1));
        return counters;
    }
}
