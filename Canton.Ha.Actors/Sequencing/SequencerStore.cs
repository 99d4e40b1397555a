using System.Collections.Immutable;
using System.Data.Common;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>What every kind of database has in common as the place of the order.</summary>
/// <param name="reads">Connections to read with.</param>
/// <param name="schema">Stands before each table: a name and a dot, or nothing.</param>
internal abstract class SequencerStore(IReads reads, string schema) : ISequencerStore
{
    /// <summary>The time before which nothing is sequenced any more.</summary>
    private readonly string _timeSql = $"select time from {schema}sequencer_state";

    /// <summary>Id, name, time of registration, term, what is acknowledged, what is pruned and last counter of every member.</summary>
    private readonly string _membersSql = $"""
        select m.id, m.name, m.registered_at, m.term, m.acknowledged, m.pruned,
            coalesce((select d.counter from {schema}sequencer_delivery d where d.member = m.id order by d.counter desc limit 1), m.pruned)
        from {schema}sequencer_member m
        """;

    /// <summary>Counter, time, sender, message id and envelopes of what member $1 hears from counter $2 on, at most $3 events.</summary>
    private readonly string _heardSql = $"""
        select d.counter, e.sequenced_at, s.name, e.message_id, e.envelopes
        from {schema}sequencer_delivery d
        join {schema}sequencer_event e on e.sequenced_at = d.sequenced_at
        join {schema}sequencer_member s on s.id = e.sender
        where d.member = $1 and d.counter >= $2
        order by d.counter limit $3
        """;

    /// <summary>The place of the last event to go up to $1: before the first one that some recipient has not acknowledged, and the first $2 at most.</summary>
    private readonly string _lastToGoSql = $"""
        select max(sequenced_at) from (
            select sequenced_at from {schema}sequencer_event
            where sequenced_at <= $1 and sequenced_at < coalesce(
                (select min(d.sequenced_at) from {schema}sequencer_member m
                    join {schema}sequencer_delivery d on d.member = m.id and d.counter = m.acknowledged + 1),
                9223372036854775807)
            order by sequenced_at limit $2) oldest
        """;

    /// <summary>Member and its last counter of the events up to $1, of which there are at most $2: no member can have more of them than there are.</summary>
    private readonly string _goingSql = $"""
        select m.id, max(d.counter) from {schema}sequencer_member m
        join {schema}sequencer_delivery d on d.member = m.id and d.counter > m.pruned and d.counter <= m.pruned + $2
        where d.sequenced_at <= $1 group by m.id
        """;

    /// <summary>Removes the events up to $1.</summary>
    private readonly string _removeEventsSql = $"delete from {schema}sequencer_event where sequenced_at <= $1";

    /// <summary>Names of the members that have not acknowledged something up to $1.</summary>
    private readonly string _laggardsSql = $"""
        select m.name from {schema}sequencer_member m
        join {schema}sequencer_delivery d on d.member = m.id and d.counter = m.acknowledged + 1
        where d.sequenced_at <= $1 order by m.name
        """;

    public async Task<SequencerState> LoadAsync(CancellationToken cancellation)
    {
        await using var connection = await reads.OpenAsync(cancellation);
        await using var time = connection.Command(_timeSql);
        var upTo = (long)(await time.ExecuteScalarAsync(cancellation))!;
        var members = await connection.ListAsync(_membersSql, Member, cancellation);
        return new SequencerState(upTo, members.ToImmutableDictionary(member => member.Name));
    }

    public abstract Task<Look> LookAsync(IWriteSession session, IReadOnlyList<MessageKey> asked, CancellationToken cancellation);

    public abstract Task WriteAsync(IWriteSession session, OrderedBatch batch, CancellationToken cancellation);

    public async Task<IReadOnlyList<HeardEvent>> ReadAsync(MemberState member, long fromCounter, int limit, CancellationToken cancellation)
    {
        await using var connection = await reads.OpenAsync(cancellation);
        return await connection.ListAsync(_heardSql, Heard, cancellation, member.Id, fromCounter, limit);

        HeardEvent Heard(DbDataReader row) =>
            new(row.GetInt64(1), SequencedEvent.Heard(row.GetInt64(0), row.GetInt64(1), row.GetString(2), MessageOf(row), member.Name));
    }

    public async Task<IReadOnlyDictionary<int, long>> PruneAsync(IWriteSession session, long upTo, int limit, CancellationToken cancellation)
    {
        await using var command = session.Connection.Command(_lastToGoSql, upTo, limit);
        if (await command.ExecuteScalarAsync(cancellation) is not long last)
            return ImmutableDictionary<int, long>.Empty;

        var going = await session.Connection.ListAsync(_goingSql, row => KeyValuePair.Create(row.GetInt32(0), row.GetInt64(1)), cancellation, last, limit);
        await session.WriteAsync([.. RemovalOf(going), new WriteCommand(_removeEventsSql, last)], cancellation);
        return going.ToDictionary();
    }

    public async Task<IReadOnlyList<string>> FindLaggardsAsync(IWriteSession session, long upTo, CancellationToken cancellation) =>
        await session.Connection.ListAsync(_laggardsSql, row => row.GetString(0), cancellation, upTo);

    /// <summary>Id and envelopes of a message, in the columns 3 and 4; null where no message is meant.</summary>
    protected abstract SequencedMessage? MessageOf(DbDataReader row);

    /// <summary>Removes the deliveries of members up to a counter each, and notes that they are gone.</summary>
    protected abstract IEnumerable<WriteCommand> RemovalOf(IReadOnlyList<KeyValuePair<int, long>> going);

    private static MemberState Member(DbDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), LastCounter: row.GetInt64(6), Acknowledged: row.GetInt64(4), Pruned: row.GetInt64(5));
}
