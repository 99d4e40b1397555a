using System.Collections.Immutable;
using System.Data.Common;
using Canton.Ha.Actors.Locking.Embedded;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Sequencing.Embedded;

/// <summary>The order in an embedded database; also of one that is only in memory. The clock is the host's.</summary>
internal sealed class EmbeddedSequencerStore(IReads reads) : ISequencerStore
{
    private const string TimeSql = "select time from sequencer_state";

    private const string MembersSql = """
        select m.id, m.name, m.registered_at, m.term, m.acknowledged, m.pruned,
            coalesce((select max(d.counter) from sequencer_delivery d where d.member = m.id), m.pruned)
        from sequencer_member m
        """;

    private const string NowSql = $"select {EmbeddedSql.Now} * 1000";

    private const string KnownSql = "select sequenced_at from sequencer_event where sender = $1 and message_id = $2";

    private const string ReadSql = """
        select d.counter, e.sequenced_at, s.name, e.message_id, e.envelopes
        from sequencer_delivery d
        join sequencer_event e on e.sequenced_at = d.sequenced_at
        join sequencer_member s on s.id = e.sender
        where d.member = $1 and d.counter >= $2
        order by d.counter limit $3
        """;

    public async Task<SequencerState> LoadAsync(CancellationToken cancellation)
    {
        await using var connection = await reads.OpenAsync(cancellation);
        await using var time = connection.Command(TimeSql);
        var upTo = (long)(await time.ExecuteScalarAsync(cancellation))!;
        var members = ImmutableDictionary.CreateBuilder<string, MemberState>();
        await using var command = connection.Command(MembersSql);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            members.Add(row.GetString(1), new MemberState(
                row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), LastCounter: row.GetInt64(6), row.GetInt64(4), row.GetInt64(5)));
        return new SequencerState(upTo, members.ToImmutable());
    }

    public async Task<Look> LookAsync(IWriteSession session, IReadOnlyList<MessageKey> asked, CancellationToken cancellation)
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

    public Task WriteAsync(IWriteSession session, OrderedBatch batch, CancellationToken cancellation) =>
        session.WriteAsync(BatchRows.Of(batch), cancellation);

    public async Task<IReadOnlyList<HeardEvent>> ReadAsync(MemberState member, long fromCounter, int limit, CancellationToken cancellation)
    {
        await using var connection = await reads.OpenAsync(cancellation);
        await using var command = connection.Command(ReadSql, member.Id, fromCounter, limit);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var page = new List<HeardEvent>();
        while (await row.ReadAsync(cancellation))
            page.Add(new HeardEvent(row.GetInt64(1), SequencedEvent.Heard(row.GetInt64(0), row.GetInt64(1), row.GetString(2), MessageOf(row), member.Name)));
        return page;
    }

    public Task<IReadOnlyDictionary<int, long>> PruneAsync(IWriteSession session, long upTo, int limit, CancellationToken cancellation) =>
        new Pruning(session).PruneAsync(upTo, limit, cancellation);

    public Task<IReadOnlyList<string>> FindLaggardsAsync(IWriteSession session, long upTo, CancellationToken cancellation) =>
        new Pruning(session).FindLaggardsAsync(upTo, cancellation);

    private static SequencedMessage? MessageOf(DbDataReader row) => row.IsDBNull(3)
        ? null
        : StoredMessage.Read(new Guid(row.GetFieldValue<byte[]>(3), bigEndian: true), row.GetFieldValue<byte[]>(4));
}
