using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Transactions;
using Com.Daml.Ledger.Api.V2;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Indexing;

/// <summary>Turns sequenced messages of one synchronizer into rows of a batch.</summary>
internal sealed class MessageIndexer(
    string participant, SynchronizerTrack track, BatchBuilder builder, Func<V1.Submitter, CantonError?, V1.Outcome> outcomeOf)
{
    /// <param name="message">What was sequenced.</param>
    /// <param name="ours">What is known of it if this participant sent it and has not yet told its outcome.</param>
    public void Process(SequencedEvent.Message message, InFlightMessage? ours)
    {
        track.Certifier.Advance(message.SequencedAt);
        if (ours is not null)
            builder.Finish(ours);

        V1.Claim? claim = null;
        V1.Transaction? transaction = null;
        foreach (var payload in message.Payloads.Select(PayloadDecoder.Decode))
        {
            claim = payload?.Claim ?? claim;
            transaction = payload?.Transaction ?? transaction;
            if (payload?.Hosting is { } hosting)
                Host(message, hosting);
            else if (payload is null)
                builder.Reports.Add($"Message {message.MessageId} of {message.Sender}, event {message.Counter} of {track.Synchronizer}, has a part that cannot be read.");
        }

        if (claim is not null)
            Certify(message, claim, transaction, ours?.Submitter);
    }

    private void Certify(SequencedEvent.Message message, V1.Claim claim, V1.Transaction? transaction, V1.Submitter? submitter)
    {
        var verdict = track.Certifier.Certify(message.SequencedAt, claim);
        if (verdict is Verdict.Rejected rejected)
        {
            if (submitter is not null)
                Append(message, row => row with { Outcome = outcomeOf(submitter, rejected.Reason) });
            return;
        }

        builder.Consumed.AddRange(claim.Consumed.Select(id => new Consumption(ContractId.From(id.Span), message.SequencedAt)));
        if (transaction is null && submitter is null)
            return;

        var offset = Append(message, row => row with { Transaction = transaction, Outcome = submitter is null ? null : outcomeOf(submitter, null) });
        foreach (var node in transaction?.Nodes ?? [])
            Store(transaction!, node, offset);
    }

    /// <summary>Contracts are stored where one of their stakeholders is hosted; the others of a transaction are only seen.</summary>
    private void Store(V1.Transaction transaction, V1.Node node, long offset)
    {
        if (node.Exercise is { Consuming: false } || !IsStakeholderHosted(transaction, node))
            return;

        if (node.Create is null)
            builder.Archive(ContractId.From(node.ContractId.Span), offset);
        else
            builder.Create(new ContractRow(offset, node.Id, track.Synchronizer, PayloadDecoder.ContractOf(transaction, node), ArchivedAt: null));
    }

    private bool IsStakeholderHosted(V1.Transaction transaction, V1.Node node) =>
        node.Signatories.Concat(node.Observers).Any(index => track.Hosting.IsHostedBy(participant, transaction.Parties[(int)index]));

    /// <summary>Whether an epoch begins is written in the message, not found out from what this member knows: a late one knows less.</summary>
    private void Host(SequencedEvent.Message message, V1.Hosting hosting)
    {
        if (hosting.Kind == V1.Hosting.Types.Kind.Changed)
            track.Certifier.BeginEpoch(message.SequencedAt);

        var changes = new V1.HostingUpdate();
        foreach (var party in hosting.Parties)
        {
            var change = new HostedParty(party.Party, message.Sender, (ParticipantPermission)party.Permission);
            var former = track.Hosting.PermissionOf(message.Sender, party.Party);
            if (former == change.Permission)
                continue;

            track.Apply(change);
            builder.Hosted.Add(change);
            var isAdded = former == ParticipantPermission.Unspecified;
            changes.Parties.Add(new V1.PartyHosted { Party = party.Party, Participant = message.Sender, Permission = party.Permission, Added = isAdded });
        }

        if (changes.Parties.Count > 0)
            Append(message, row => row with { Hosting = changes });
    }

    private long Append(SequencedEvent.Message message, Func<UpdateRow, UpdateRow> fill) =>
        builder.Append(track.Synchronizer, message.SequencedAt, message.MessageId, fill);
}
