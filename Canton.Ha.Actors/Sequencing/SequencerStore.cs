using System.Collections.Immutable;
using System.Data.Common;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>What every kind of database has in common as the place of the order.</summary>
/// <param name="reads">Connections to read with.</param>
/// <param name="sql">What is asked.</param>
internal abstract class SequencerStore(IReads reads, SequencerSql sql) : ISequencerStore
{
    public async Task<SequencerState> LoadAsync(CancellationToken cancellation)
    {
        await using var connection = await reads.OpenAsync(cancellation);
        await using var time = connection.Command(sql.Time);
        var upTo = (long)(await time.ExecuteScalarAsync(cancellation))!;
        var members = await connection.ListAsync(sql.Members, Member, cancellation);
        return new SequencerState(upTo, members.ToImmutableDictionary(member => member.Name));
    }

    public abstract Task<Look> LookAsync(IWriteSession session, IReadOnlyList<MessageKey> asked, CancellationToken cancellation);

    public abstract Task WriteAsync(IWriteSession session, OrderedBatch batch, CancellationToken cancellation);

    public async Task<IReadOnlyList<HeardEvent>> ReadAsync(MemberState member, long fromCounter, int limit, CancellationToken cancellation)
    {
        await using var connection = await reads.OpenAsync(cancellation);
        return await connection.ListAsync(sql.Heard, Heard, cancellation, member.Id, fromCounter, limit);

        HeardEvent Heard(DbDataReader row) =>
            new(row.GetInt64(1), SequencedEvent.Heard(row.GetInt64(0), row.GetInt64(1), row.GetString(2), MessageOf(row), member.Name));
    }

    public async Task<IReadOnlyDictionary<int, long>> PruneAsync(IWriteSession session, long upTo, int limit, CancellationToken cancellation)
    {
        await using var command = session.Connection.Command(sql.LastToGo, upTo, limit);
        if (await command.ExecuteScalarAsync(cancellation) is not long last)
            return ImmutableDictionary<int, long>.Empty;

        var going = await session.Connection.ListAsync(sql.Going, row => KeyValuePair.Create(row.GetInt32(0), row.GetInt64(1)), cancellation, last, limit);
        await session.WriteAsync([.. RemovalOf(going), new WriteCommand(sql.RemoveEvents, last)], cancellation);
        return going.ToDictionary();
    }

    public async Task<IReadOnlyList<string>> FindLaggardsAsync(IWriteSession session, long upTo, CancellationToken cancellation) =>
        await session.Connection.ListAsync(sql.Laggards, row => row.GetString(0), cancellation, upTo);

    /// <summary>Id and envelopes of a message, in the columns 3 and 4; null where no message is meant.</summary>
    protected abstract SequencedMessage? MessageOf(DbDataReader row);

    /// <summary>Removes the deliveries of members up to a counter each, and notes that they are gone.</summary>
    protected abstract IEnumerable<WriteCommand> RemovalOf(IReadOnlyList<KeyValuePair<int, long>> going);

    private static MemberState Member(DbDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), LastCounter: row.GetInt64(6), Acknowledged: row.GetInt64(4), Pruned: row.GetInt64(5));
}
