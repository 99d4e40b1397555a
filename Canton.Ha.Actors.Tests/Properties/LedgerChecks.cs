using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Transactions;
using FluentAssertions;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>What must be true of ledgers, whatever has happened to them.</summary>
internal static class LedgerChecks
{
    public static Guid IdOf(V1.Outgoing message) => MessageIds.From(message.MessageId.Span);

    /// <summary>Ids of the messages that a participant has accepted and sees.</summary>
    public static IEnumerable<Guid> AcceptedIn(IEnumerable<UpdateRow> updates) => updates.Where(update => update.Transaction is not null).Select(update => update.MessageId);

    /// <summary>Submission ids of all completions.</summary>
    public static IEnumerable<string> CompletedIn(IEnumerable<UpdateRow> updates) =>
        updates.Where(update => update.Outcome is not null).Select(update => update.Outcome!.Submitter.SubmissionId);

    /// <summary>Contracts that are active after all accepted messages, one after the other in their order, as if nothing had been concurrent.</summary>
    public static HashSet<ContractId> Replay(IEnumerable<V1.Outgoing> sequenced, IReadOnlySet<Guid> accepted)
    {
        var active = new HashSet<ContractId>();
        foreach (var message in sequenced.Where(message => accepted.Contains(IdOf(message))))
        {
            var payloads = message.Envelopes.Select(envelope => V1.Payload.Parser.ParseFrom(envelope.Payload)).ToList();
            foreach (var id in payloads.Where(payload => payload.Claim is not null).SelectMany(payload => payload.Claim.Consumed))
                active.Remove(ContractId.From(id.Span)).Should().BeTrue("a contract is active when it is consumed, and consumed once");
            foreach (var node in payloads.Where(payload => payload.Transaction is not null).SelectMany(payload => payload.Transaction.Nodes).Where(node => node.Create is not null))
                active.Add(ContractId.From(node.ContractId.Span));
        }

        return active;
    }

    /// <param name="updates">All of a participant.</param>
    /// <param name="acknowledged">Submission ids of what is sure to have been taken; what else there is may have been.</param>
    public static void EveryAcknowledgedSubmissionHasOneOutcome(IReadOnlyList<UpdateRow> updates, IEnumerable<string> acknowledged)
    {
        updates.Select(update => update.Offset).Should().Equal(Enumerable.Range(1, updates.Count).Select(offset => (long)offset));
        CompletedIn(updates).Should().OnlyHaveUniqueItems("no submission has two completions");
        acknowledged.Should().BeSubsetOf(CompletedIn(updates), "every acknowledged submission has one");
        updates.Select(update => update.AcceptedChange).Where(change => change is not null).Should().OnlyHaveUniqueItems("no command takes effect twice");
    }

    /// <param name="updates">All of a participant.</param>
    /// <param name="stored">Its active contracts.</param>
    /// <param name="party">The one that it hosts.</param>
    /// <param name="active">Contracts that are active by <see cref="Replay"/>.</param>
    public static void EachSeesItsContracts(IReadOnlyList<UpdateRow> updates, IReadOnlyList<ContractRow> stored, string party, IReadOnlySet<ContractId> active)
    {
        stored.Select(row => row.Id).Should().BeSubsetOf(active);
        stored.Should().NotContain(row => !IsStakeholder(row, party), "each sees those of its parties, and only those");

        var nodes = updates.SelectMany(update => update.Transaction?.Nodes.Select(node => (Node: node, Transaction: update.Transaction)) ?? []).ToList();
        var created = nodes.Where(seen => seen.Node.Create is not null && Concerns(seen.Transaction, seen.Node, party)).Select(seen => seen.Node.ContractId);
        var ended = nodes.Where(seen => seen.Node.Exercise is { Consuming: true }).Select(seen => seen.Node.ContractId);
        stored.Select(row => row.Contract.ContractId).Should().BeEquivalentTo(created.Except(ended), "active contracts are creates minus archives of the updates");
    }

    public static bool IsStakeholder(ContractRow row, string party) => row.Contract.Signatories.Contains(party) || row.Contract.Observers.Contains(party);

    private static bool Concerns(V1.Transaction transaction, V1.Node node, string party) =>
        node.Signatories.Concat(node.Observers).Any(index => transaction.Parties[(int)index] == party);
}
