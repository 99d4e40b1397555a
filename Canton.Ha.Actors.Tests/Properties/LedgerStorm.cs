using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Templates.Samples;
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
        var active = LedgerChecks.Replay(_synchronizer.Sequenced.Select(sequenced => sequenced.Message), accepted);
        foreach (var participant in _participants)
        {
            SimulatedParticipant.Now(participant.Store.FindDifferencesAsync(0, 1, default)).Should().BeEmpty();
            participant.InFlight.Should().Be(0);
            LedgerChecks.EveryAcknowledgedSubmissionHasOneOutcome(participant.Updates, participant.Acknowledged);
            LedgerChecks.CompletedIn(participant.Updates).Should().BeSubsetOf(participant.Acknowledged);
            LedgerChecks.EachSeesItsContracts(participant.Updates, participant.Active, PartyOf(participant), active);
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
        LedgerChecks.AcceptedIn(participant.Updates);

    private static bool IsFor(SimulatedParticipant participant, V1.Outgoing message) => PayloadsFor(participant, message).Any(payload => payload.Transaction is not null);

    private static IEnumerable<V1.Payload> PayloadsFor(SimulatedParticipant participant, V1.Outgoing message) =>
        message.Envelopes.Where(envelope => envelope.Recipients.Contains(participant.Name)).Select(envelope => V1.Payload.Parser.ParseFrom(envelope.Payload));

    private string SomeParty(int choice) => PartyOf(_participants[choice % _participants.Count]);

    private static string PartyOf(SimulatedParticipant participant) => $"party-of-{participant.Name}";

    private static Guid IdOf(V1.Outgoing message) => LedgerChecks.IdOf(message);
}
