using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Ledger.Validation;
using Google.Protobuf;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Topology;

/// <summary>
/// Makes the message that tells the others of a transaction: every member gets the claim, and each member that hosts a witness gets those nodes that its
/// parties may see, and no others.
/// </summary>
internal static class SubmissionEncoder
{
    /// <param name="submission">What was submitted.</param>
    /// <param name="transaction">What it means.</param>
    /// <param name="messageId">The message id of its seed.</param>
    /// <param name="synchronizer">Where it goes, as it was before the contracts were read.</param>
    /// <param name="latestSequencingTime">See <see cref="CertificationRules.LatestSequencingTime"/>.</param>
    public static V1.Outgoing Encode(
        Submission submission, InterpretedTransaction transaction, Guid messageId, ConnectedSynchronizer synchronizer, long latestSequencingTime)
    {
        var claim = PayloadEncoder.Claim(transaction, synchronizer.View, latestSequencingTime);
        var outgoing = new V1.Outgoing { MessageId = MessageIds.ToByteString(messageId), LatestSequencingTime = latestSequencingTime, TraceContext = submission.Trace };
        outgoing.Envelopes.Add(new V1.Envelope { ToAll = true, Payload = new V1.Payload { Claim = claim }.ToByteString() });
        foreach (var view in ViewsOf(transaction, synchronizer.Hosting))
            outgoing.Envelopes.Add(Encode(view, submission, transaction));
        if (outgoing.CalculateSize() is var size && size > LedgerLimits.TransactionBytesMax)
            throw CommandErrors.Interpretation($"the transaction has {size} bytes; it may have {LedgerLimits.TransactionBytesMax}.");

        return outgoing;
    }

    private static V1.Envelope Encode(View view, Submission submission, InterpretedTransaction transaction)
    {
        var nodes = transaction.Nodes.Where(node => view.Nodes.Contains(node.Id));
        var encoded = PayloadEncoder.Encode(nodes, transaction.EffectiveAt, submission.WorkflowId, submission.Trace);
        var envelope = new V1.Envelope { Payload = new V1.Payload { Transaction = encoded }.ToByteString() };
        envelope.Recipients.AddRange(view.Members);
        return envelope;
    }

    /// <summary>Members that may see the same nodes get the same envelope.</summary>
    private static List<View> ViewsOf(InterpretedTransaction transaction, Hosting hosting)
    {
        var nodesByMember = new SortedDictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var node in transaction.Nodes)
            foreach (var member in node.Witnesses.SelectMany(party => hosting.HostsOf(party)).Select(host => host.Participant))
                (nodesByMember.TryGetValue(member, out var seen) ? seen : nodesByMember[member] = []).Add(node.Id);

        var views = new List<View>();
        foreach (var (member, nodes) in nodesByMember)
            if (views.Find(view => view.Nodes.SetEquals(nodes)) is { } same)
                same.Members.Add(member);
            else
                views.Add(new View(nodes, [member]));
        return views;
    }

    private sealed record View(HashSet<int> Nodes, List<string> Members);
}
