using System.Data.Common;
using Canton.Ha.Actors.Locking.Embedded;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Sequencing.Embedded;

/// <summary>The order in an embedded database; also of one that is only in memory. The clock is the host's.</summary>
internal sealed class EmbeddedSequencerStore(IReads reads) : SequencerStore(reads, schema: "")
{
    private const string NowSql = $"select {EmbeddedSql.Now} * 1000";

    private const string KnownSql = "select sequenced_at from sequencer_event where sender = $1 and message_id = $2";

    private const string NoteSql = "update sequencer_member set pruned = $2 where id = $1";

    private const string DeliveriesSql = "delete from sequencer_delivery where member = $1 and counter <= $2";

    public override async Task<Look> LookAsync(IWriteSession session, IReadOnlyList<MessageKey> asked, CancellationToken cancellation)
    {
        await using var clock = session.Connection.Command(NowSql);
        var now = (long)(await clock.ExecuteScalarAsync(cancellation))!;
        await using var command = session.Connection.Command(KnownSql, 0, Array.Empty<byte>());
        var known = new Dictionary<MessageKey, long>();
        foreach (var key in asked)
        {
            command.Parameters[0].Value = key.Sender;
            command.Parameters[1].Value = key.Id.ToByteArray(bigEndian: true);
            if (await command.ExecuteScalarAsync(cancellation) is long at)
                known[key] = at;
        }

        return new Look(now, known);
    }

    public override Task WriteAsync(IWriteSession session, OrderedBatch batch, CancellationToken cancellation) =>
        session.WriteAsync(BatchRows.Of(batch), cancellation);

    protected override SequencedMessage? MessageOf(DbDataReader row) => row.IsDBNull(3)
        ? null
        : StoredMessage.Read(new Guid(row.GetFieldValue<byte[]>(3), bigEndian: true), row.GetFieldValue<byte[]>(4));

    protected override IEnumerable<WriteCommand> RemovalOf(IReadOnlyList<KeyValuePair<int, long>> going) =>
        [.. going.Select(member => new WriteCommand(NoteSql, member.Key, member.Value)), .. going.Select(member => new WriteCommand(DeliveriesSql, member.Key, member.Value))];
}
