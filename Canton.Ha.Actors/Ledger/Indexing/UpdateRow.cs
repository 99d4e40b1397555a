using Canton.Ha.Actors.Ledger.Deduplication;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Indexing;

/// <summary>What has one offset of the ledger: a transaction, a change of hosting, or neither; and the completion of whoever submitted it here.</summary>
/// <param name="Offset">Its place.</param>
/// <param name="Synchronizer">Where it was sequenced, or, for a completion of what never was, would have been.</param>
/// <param name="RecordTime">When it was sequenced, or found not to have been.</param>
/// <param name="PublishedAt">When this offset was published.</param>
/// <param name="MessageId">Of the message.</param>
internal sealed record UpdateRow(long Offset, string Synchronizer, long RecordTime, long PublishedAt, Guid MessageId)
{
    /// <summary>The nodes that parties of this participant may see.</summary>
    public V1.Transaction? Transaction { get; init; }

    /// <summary>Parties hosted otherwise from here on.</summary>
    public V1.HostingUpdate? Hosting { get; init; }

    /// <summary>For the completion; null where nobody here submitted it.</summary>
    public V1.Outcome? Outcome { get; init; }

    /// <summary>Its id for clients.</summary>
    public string UpdateId => Transactions.UpdateId.Of(Synchronizer, RecordTime, MessageId);

    /// <summary>The change that this accepts: its key for deduplication. Null for everything else.</summary>
    public ChangeId? AcceptedChange => Outcome is { Rejection: null } outcome ? Submitters.ChangeOf(outcome.Submitter) : null;
}
