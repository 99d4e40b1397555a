using System.Collections.Immutable;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>What requests taken together come to: everything that must be on the disk before one of the answers is given.</summary>
/// <param name="State">What the order depends on from then on.</param>
/// <param name="After">Every event is later than this, which is the time of the state before.</param>
/// <param name="Events">In their order.</param>
/// <param name="Changed">Members that are new, or of which another term or counter than the last is another; as they are then.</param>
/// <param name="Answers">One for each request, in their order.</param>
internal sealed record OrderedBatch(
    SequencerState State, long After, ImmutableArray<SequencedEvent> Events, ImmutableArray<MemberState> Changed, ImmutableArray<SequencerAnswer> Answers)
{
    /// <summary>Something must be written.</summary>
    public bool IsChange => State.Time > After || Changed.Length > 0;
}

/// <summary>What the database says at one moment.</summary>
/// <param name="Now">Its clock, in microseconds since the Unix epoch.</param>
/// <param name="Known">When those of the messages asked for that have a place in the order were sequenced.</param>
internal sealed record Look(long Now, IReadOnlyDictionary<MessageKey, long> Known);

/// <summary>What the order keeps to.</summary>
/// <param name="DeduplicationWindow">How long a message that everybody has acknowledged is still known; no latest sequencing time may be further ahead.</param>
/// <param name="MembersMax">Most members.</param>
internal sealed record OrderingRules(TimeSpan DeduplicationWindow, int MembersMax)
{
    /// <summary>The window in the unit of all times here.</summary>
    public long WindowMicroseconds { get; } = DeduplicationWindow.Ticks / TimeSpan.TicksPerMicrosecond;
}
