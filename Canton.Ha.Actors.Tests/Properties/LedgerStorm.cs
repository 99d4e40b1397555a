using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>Participants on one synchronizer to which things happen, and what must be true in the end.</summary>
internal sealed class LedgerStorm
{
    private readonly SimulatedSynchronizer _synchronizer = new();
    private readonly List<SimulatedParticipant> _participants = [];
    private readonly List<(SimulatedParticipant By, Commands Commands)> _submitted = [];

    public LedgerStorm()
    {
        for (var number = 0; number < 3; number++)
            Join();
    }

    public IReadOnlyList<SimulatedParticipant> Participants => _participants;

    public void Apply(LedgerStep step)
    {
        var participant = _participants[step.Participant % _participants.Count];
        Action apply = step.Kind switch
        {
            LedgerStepKind.Create => () => Submit(participant, Wire.Create(Wire.Iou, Iou.Of(PartyOf(participant), SomeParty(step.Choice), "CHF", "1")), step),
            LedgerStepKind.Transfer => () => Exercise(participant, step, row => Wire.Transfer(row.Id.ToString(), SomeParty(step.Choice))),
            LedgerStepKind.Archive => () => Exercise(participant, step, row => Wire.Archive(Wire.Iou, row.Id.ToString())),
            LedgerStepKind.Receive => () => participant.Receive(1 + (step.Choice % 5)),
            LedgerStepKind.Restart => participant.Restart,
            LedgerStepKind.SendAgain => participant.SendAgain,
            LedgerStepKind.Retry => () => Retry(step.Choice),
            LedgerStepKind.Rehost => () => participant.Rehost(PartyOf(participant)),
            LedgerStepKind.Join when _participants.Count < 5 => Join,
            _ => () => _synchronizer.Pass(step.Choice * 50_000),
        };
        apply();
    }

    /// <summary>Everybody is connected again, everything is delivered, and what was never sequenced is too late.</summary>
    public void Settle()
    {
        for (var round = 0; round < 3; round++)
        {
            _participants.ForEach(participant => participant.SendAgain());
            _participants.ForEach(participant => participant.Receive());
            _synchronizer.Pass(120_000_000);
        }

        _participants.ForEach(participant => participant.Receive());
    }

    public void Check()
    {
        var accepted = AcceptedEverywhere();
        var active = Replay(accepted);
        foreach (var participant in _participants)
        {
            participant.Store.Differences.Should().BeEmpty();
            participant.InFlight.Should().Be(0);
            CheckOutcomes(participant);
            CheckContracts(participant, active);
        }
    }

    private void Join()
    {
        var participant = new SimulatedParticipant($"participant{_participants.Count}", _synchronizer);
        _participants.Add(participant);
        participant.Allocate(PartyOf(participant));
        participant.Receive();
    }

    private void Exercise(SimulatedParticipant participant, LedgerStep step, Func<ContractRow, Command> command)
    {
        if (participant.Active is { Count: > 0 } active)
            Submit(participant, command(active[step.Choice % active.Count]), step);
    }

    private void Submit(SimulatedParticipant participant, Command command, LedgerStep step)
    {
        var commands = Wire.Commands($"c{_submitted.Count}", PartyOf(participant), command);
        _submitted.Add((participant, commands));
        _ = participant.Submit(commands, step.IsSent);
    }

    /// <summary>A client that does not know the outcome submits again under the same command id.</summary>
    private void Retry(int choice)
    {
        if (_submitted.Count > 0 && _submitted[choice % _submitted.Count] is var (by, commands))
            _ = by.Submit(commands);
    }

    /// <summary>Every message that somebody accepted; those who saw it too must have accepted it as well.</summary>
    private HashSet<Guid> AcceptedEverywhere()
    {
        var accepted = _participants.SelectMany(AcceptedBy).ToHashSet();
        foreach (var participant in _participants)
        {
            var rejected = participant.Updates.Where(update => update.Outcome is { Rejection: not null }).Select(update => update.MessageId);
            rejected.Should().NotIntersectWith(accepted, "all members reach the same verdict");
            foreach (var (_, message) in _synchronizer.Sequenced)
                if (IsFor(participant, message) && accepted.Contains(IdOf(message)))
                    AcceptedBy(participant).Should().Contain(IdOf(message), "{0} has received it", participant.Name);
        }

        return accepted;
    }

    private static IEnumerable<Guid> AcceptedBy(SimulatedParticipant participant) =>
        participant.Updates.Where(update => update.Transaction is not null).Select(update => update.MessageId);

    private static bool IsFor(SimulatedParticipant participant, V1.Outgoing message) => PayloadsFor(participant, message).Any(payload => payload.Transaction is not null);

    private static IEnumerable<V1.Payload> PayloadsFor(SimulatedParticipant participant, V1.Outgoing message) =>
        message.Envelopes.Where(envelope => envelope.Recipients.Contains(participant.Name)).Select(envelope => V1.Payload.Parser.ParseFrom(envelope.Payload));

    /// <summary>One after the other, in the order of sequencing, as if nothing had been concurrent.</summary>
    private HashSet<ContractId> Replay(HashSet<Guid> accepted)
    {
        var active = new HashSet<ContractId>();
        foreach (var (_, message) in _synchronizer.Sequenced.Where(sequenced => accepted.Contains(IdOf(sequenced.Message))))
        {
            var payloads = message.Envelopes.Select(envelope => V1.Payload.Parser.ParseFrom(envelope.Payload)).ToList();
            foreach (var id in payloads.Where(payload => payload.Claim is not null).SelectMany(payload => payload.Claim.Consumed))
                active.Remove(ContractId.From(id.Span)).Should().BeTrue("a contract is active when it is consumed, and consumed once");
            foreach (var node in payloads.Where(payload => payload.Transaction is not null).SelectMany(payload => payload.Transaction.Nodes).Where(node => node.Create is not null))
                active.Add(ContractId.From(node.ContractId.Span));
        }

        return active;
    }

    private static void CheckOutcomes(SimulatedParticipant participant)
    {
        var updates = participant.Updates;
        updates.Select(update => update.Offset).Should().Equal(Enumerable.Range(1, updates.Count).Select(offset => (long)offset));
        updates.Where(update => update.Outcome is not null).Select(update => update.Outcome!.Submitter.SubmissionId)
            .Should().BeEquivalentTo(participant.Acknowledged, "every acknowledged submission has exactly one completion");
        updates.Select(update => update.AcceptedChange).Where(change => change is not null).Should().OnlyHaveUniqueItems("no command takes effect twice");
    }

    private static void CheckContracts(SimulatedParticipant participant, HashSet<ContractId> active)
    {
        var party = PartyOf(participant);
        var stored = participant.Active;
        stored.Select(row => row.Id).Should().BeSubsetOf(active);
        stored.Should().NotContain(row => !row.Contract.Signatories.Contains(party) && !row.Contract.Observers.Contains(party), "each sees those of its parties, and only those");

        var nodes = participant.Updates.SelectMany(update => update.Transaction?.Nodes.Select(node => (Node: node, Transaction: update.Transaction)) ?? []).ToList();
        var created = nodes.Where(seen => seen.Node.Create is not null && Concerns(seen.Transaction, seen.Node, party)).Select(seen => seen.Node.ContractId);
        var ended = nodes.Where(seen => seen.Node.Exercise is { Consuming: true }).Select(seen => seen.Node.ContractId);
        stored.Select(row => row.Contract.ContractId).Should().BeEquivalentTo(created.Except(ended), "active contracts are creates minus archives of the updates");
    }

    private static bool Concerns(V1.Transaction transaction, V1.Node node, string party) =>
        node.Signatories.Concat(node.Observers).Any(index => transaction.Parties[(int)index] == party);

    private string SomeParty(int choice) => PartyOf(_participants[choice % _participants.Count]);

    private static string PartyOf(SimulatedParticipant participant) => $"party-of-{participant.Name}";

    private static Guid IdOf(V1.Outgoing message) => MessageIds.From(message.MessageId.Span);
}
