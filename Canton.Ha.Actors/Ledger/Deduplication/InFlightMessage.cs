using Canton.Ha.Actors.Ledger.Transactions;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Deduplication;

/// <summary>A message to a synchronizer whose sequencing has not been seen yet. Stored before it is sent, so that whoever is active sends it again.</summary>
/// <param name="Synchronizer">Where it goes.</param>
/// <param name="Submitter">Whom to tell of its outcome; null for what no client submitted, such as a party's hosting.</param>
/// <param name="Outgoing">The message itself: resent as it was, it is sequenced once.</param>
internal sealed record InFlightMessage(string Synchronizer, V1.Submitter? Submitter, V1.Outgoing Outgoing)
{
    public Guid MessageId { get; } = MessageIds.From(Outgoing.MessageId.Span);

    /// <summary>Not sequenced until then, it never will be.</summary>
    public long LatestSequencingTime => Outgoing.LatestSequencingTime;

    /// <summary>Of the message, in bytes.</summary>
    public int Size { get; } = Outgoing.CalculateSize();

    /// <summary>The change that it makes; null for what no client submitted.</summary>
    public ChangeId? Change { get; } = Submitter is null ? null : Submitters.ChangeOf(Submitter);
}
