using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Sequencing.Embedded;

/// <summary>The commands that write a batch: one per row, since there is no server to travel to.</summary>
internal static class BatchRows
{
    private const string TimeSql = "update sequencer_state set time = $1";

    private const string MemberSql = """
        insert into sequencer_member (id, name, registered_at, term, acknowledged, pruned) values ($1, $2, $3, $4, $5, 0)
        on conflict (id) do update set term = excluded.term, acknowledged = excluded.acknowledged
        """;

    private const string EventSql = "insert into sequencer_event (sequenced_at, sender, message_id, envelopes) values ($1, $2, $3, $4)";

    private const string DeliverySql = "insert into sequencer_delivery (member, counter, sequenced_at) values ($1, $2, $3)";

    public static IReadOnlyList<WriteCommand> Of(OrderedBatch batch) =>
    [
        new(TimeSql, batch.State.Time),
        .. batch.Changed.Select(member => new WriteCommand(MemberSql, member.Id, member.Name, member.RegisteredAt, member.Term, member.Acknowledged)),
        .. batch.Events.Select(Event),
        .. from sequenced in batch.Events
           from delivery in sequenced.Deliveries
           select new WriteCommand(DeliverySql, delivery.Member, delivery.Counter, sequenced.At),
    ];

    private static WriteCommand Event(SequencedEvent sequenced) =>
        new(EventSql, sequenced.At, sequenced.SenderId, sequenced.Message?.Id.ToByteArray(bigEndian: true), StoredMessage.Write(sequenced.Message));
}
