using Canton.Ha.Actors.Storage;
using Canton.Ha.Sequencer.V1;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>The order on the disk. What writes does so on a write session, fenced by its term.</summary>
internal interface ISequencerStore
{
    /// <summary>What the order depends on. To be read when no earlier term can write any more.</summary>
    Task<SequencerState> LoadAsync(CancellationToken cancellation);

    /// <summary>Looks at the clock of the database, and when messages were sequenced.</summary>
    Task<Look> LookAsync(IWriteSession session, IReadOnlyList<MessageKey> asked, CancellationToken cancellation);

    /// <summary>Writes all of a batch in one transaction.</summary>
    Task WriteAsync(IWriteSession session, OrderedBatch batch, CancellationToken cancellation);

    /// <summary>What a member hears from a counter on, in its order; at most <paramref name="limit"/> events.</summary>
    Task<IReadOnlyList<HeardEvent>> ReadAsync(MemberState member, long fromCounter, int limit, CancellationToken cancellation);

    /// <summary>
    /// Removes some of the events that every recipient has acknowledged and that were sequenced at or before <paramref name="upTo"/>, oldest
    /// first, at most <paramref name="limit"/>. Returns what is left of each member by number: the last counter that is gone, where that is another one now.
    /// </summary>
    Task<IReadOnlyDictionary<int, long>> PruneAsync(IWriteSession session, long upTo, int limit, CancellationToken cancellation);

    /// <summary>Names of the members that have not acknowledged something that was sequenced at or before <paramref name="upTo"/>.</summary>
    Task<IReadOnlyList<string>> FindLaggardsAsync(IWriteSession session, long upTo, CancellationToken cancellation);
}

/// <summary>An event as a member hears it, read back from the disk.</summary>
/// <param name="At">Its place in the order.</param>
/// <param name="Event">What the member hears.</param>
internal readonly record struct HeardEvent(long At, Event Event);
