using System.Collections.Immutable;
using Google.Protobuf;

namespace Canton.Ha.Actors.Ledger.Certification;

/// <summary>Something that a synchronizer delivered to this member.</summary>
/// <param name="Counter">1, 2, 3 … without a gap, from the registration of this member on, which is the first.</param>
/// <param name="SequencedAt">Strictly growing; the same at every member.</param>
internal abstract record SequencedEvent(long Counter, long SequencedAt)
{
    /// <summary>A message.</summary>
    /// <param name="Counter">Its number here.</param>
    /// <param name="SequencedAt">Its time.</param>
    /// <param name="Sender">The member that sent it.</param>
    /// <param name="MessageId">Given by the sender; sequenced once.</param>
    /// <param name="Payloads">What of it was for this member.</param>
    public sealed record Message(long Counter, long SequencedAt, string Sender, Guid MessageId, ImmutableArray<ByteString> Payloads)
        : SequencedEvent(Counter, SequencedAt);

    /// <summary>A member registered, this one or another.</summary>
    public sealed record MemberRegistered(long Counter, long SequencedAt, string Member) : SequencedEvent(Counter, SequencedAt);
}

/// <summary>Events of one synchronizer in their order, without a gap to those before.</summary>
/// <param name="Synchronizer">Its id.</param>
/// <param name="Events">May be none.</param>
/// <param name="ProvedTime">Everything up to this time has been delivered; that of the last event, or later.</param>
internal sealed record SequencedBatch(string Synchronizer, ImmutableArray<SequencedEvent> Events, long ProvedTime);
