using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Sequencing.Postgres;

/// <summary>The commands that write a batch: its rows travel as one array per column.</summary>
internal static class BatchRows
{
    private const string TimeSql = "update canton_ha.sequencer_state set time = $1";

    private const string MembersSql = """
        insert into canton_ha.sequencer_member as m (id, name, registered_at, term, acknowledged, pruned)
        select *, 0 from unnest($1, $2, $3, $4, $5)
        on conflict (id) do update set term = excluded.term, acknowledged = excluded.acknowledged
        """;

    private const string EventsSql = """
        insert into canton_ha.sequencer_event (sequenced_at, sender, message_id, envelopes) select * from unnest($1, $2, $3, $4)
        """;

    private const string DeliveriesSql = """
        insert into canton_ha.sequencer_delivery (member, counter, sequenced_at) select * from unnest($1, $2, $3)
        """;

    public static IReadOnlyList<WriteCommand> Of(OrderedBatch batch)
    {
        var commands = new List<WriteCommand> { new(TimeSql, batch.State.Time) };
        if (batch.Changed.Length > 0)
            commands.Add(Members(batch));
        if (batch.Events.Length > 0)
            commands.AddRange([Events(batch), Deliveries(batch)]);
        return commands;
    }

    private static WriteCommand Members(OrderedBatch batch) => new(
        MembersSql,
        batch.Changed.Select(member => member.Id).ToArray(),
        batch.Changed.Select(member => member.Name).ToArray(),
        batch.Changed.Select(member => member.RegisteredAt).ToArray(),
        batch.Changed.Select(member => member.Term).ToArray(),
        batch.Changed.Select(member => member.Acknowledged).ToArray());

    private static WriteCommand Events(OrderedBatch batch) => new(
        EventsSql,
        batch.Events.Select(sequenced => sequenced.At).ToArray(),
        batch.Events.Select(sequenced => sequenced.SenderId).ToArray(),
        batch.Events.Select(sequenced => sequenced.Message?.Id).ToArray(),
        batch.Events.Select(sequenced => StoredMessage.Write(sequenced.Message)).ToArray());

    private static WriteCommand Deliveries(OrderedBatch batch)
    {
        var count = batch.Events.Sum(sequenced => sequenced.Deliveries.Length);
        var (members, counters, times) = (new int[count], new long[count], new long[count]);
        var row = 0;
        foreach (var sequenced in batch.Events)
            foreach (var delivery in sequenced.Deliveries)
                (members[row], counters[row], times[row++]) = (delivery.Member, delivery.Counter, sequenced.At);
        return new WriteCommand(DeliveriesSql, members, counters, times);
    }
}
