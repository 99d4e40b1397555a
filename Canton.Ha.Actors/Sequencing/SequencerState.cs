using System.Collections.Immutable;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>What the order depends on, as far as it is on the disk. Its size is that of the membership, however long the log is.</summary>
/// <param name="Time">Microseconds since the Unix epoch: nothing is sequenced at or before it any more.</param>
/// <param name="Members">Every member by name.</param>
internal sealed record SequencerState(long Time, ImmutableDictionary<string, MemberState> Members)
{
    /// <summary>Before the first registration.</summary>
    public static readonly SequencerState Empty = new(0, ImmutableDictionary<string, MemberState>.Empty);
}

/// <summary>A member.</summary>
/// <param name="Id">Its number in the tables, from 1.</param>
/// <param name="Name">Its name.</param>
/// <param name="RegisteredAt">When its registration was sequenced.</param>
/// <param name="Term">That of its newest subscription; calls of earlier ones are refused.</param>
/// <param name="LastCounter">That of the last event it has to hear.</param>
/// <param name="Acknowledged">It will not ask for events up to this counter again.</param>
/// <param name="Pruned">Its events up to this counter are gone.</param>
internal sealed record MemberState(int Id, string Name, long RegisteredAt, long Term, long LastCounter, long Acknowledged, long Pruned);
