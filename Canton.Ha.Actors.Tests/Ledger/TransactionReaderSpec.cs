using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class TransactionReaderSpec
{
    private readonly SimulatedParticipant _bank;
    private readonly SimulatedParticipant _shop;

    public TransactionReaderSpec()
    {
        var synchronizer = new SimulatedSynchronizer();
        _bank = new SimulatedParticipant("bank", synchronizer);
        _shop = new SimulatedParticipant("shop", synchronizer);
        _bank.Allocate("issuer", "alice");
        _shop.Allocate("bob");
        Deliver();
        _bank.Submit(Wire.Commands("issue", "issuer", Wire.Create(Wire.Iou, Iou.Of("issuer", "alice", "CHF", "1"))));
        Deliver();
    }

    private UpdateRow Issued => _bank.Updates[^1];

    [Fact]
    public void A_created_event_says_all_of_its_contract()
    {
        var transaction = Read(Issued, TransactionShape.AcsDelta, Wire.Everything("alice"))!;

        transaction.Offset.Should().Be(Issued.Offset);
        transaction.UpdateId.Should().StartWith("1220").And.HaveLength(68);
        transaction.SynchronizerId.Should().Be(Wire.Synchronizer);
        var created = transaction.Events.Should().ContainSingle().Which.Created;
        created.TemplateId.Should().Be(Iou.Name.ToIdentifier());
        created.PackageName.Should().Be("iou");
        created.Signatories.Should().Equal("issuer");
        created.Observers.Should().Equal("alice");
        created.WitnessParties.Should().Equal("alice");
        var arguments = Iou.Of("issuer", "alice", "CHF", "1");
        arguments.RecordId = Iou.Name.ToIdentifier();
        created.CreateArguments.Should().Be(arguments);
        created.AcsDelta.Should().BeTrue();
        created.CreatedAt.Should().Be(transaction.EffectiveAt);
        created.CreatedEventBlob.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void A_transfer_has_two_shapes()
    {
        var transfer = Transferred("alice", "bob");

        var delta = Read(transfer, TransactionShape.AcsDelta, Wire.Everything("issuer"))!;
        delta.Events.Select(seen => seen.EventCase).Should().Equal(Event.EventOneofCase.Archived, Event.EventOneofCase.Created);
        var effects = Read(transfer, TransactionShape.LedgerEffects, Wire.Everything("issuer"))!;
        var exercised = effects.Events[0].Exercised;
        exercised.Choice.Should().Be("Transfer");
        exercised.ActingParties.Should().Equal("alice");
        exercised.LastDescendantNodeId.Should().Be(1);
        exercised.ChoiceArgument.Record.RecordId.Should().Be(new Identifier { PackageId = Iou.Name.PackageId, ModuleName = "Iou", EntityName = "Transfer" });
        exercised.ExerciseResult.ContractId.Should().Be(effects.Events[1].Created.ContractId);
    }

    [Fact]
    public void A_witness_that_is_no_stakeholder_sees_the_effects_but_not_the_contract()
    {
        var transfer = Transferred("alice", "bob");

        Read(transfer, TransactionShape.AcsDelta, Wire.Everything("alice"))!.Events.Should().ContainSingle().Which.Archived.WitnessParties.Should().Equal("alice");
        var effects = Read(transfer, TransactionShape.LedgerEffects, Wire.Everything("alice"))!;
        effects.Events[1].Created.AcsDelta.Should().BeFalse("alice does not hold it");
        _shop.Active.Should().ContainSingle();
    }

    [Fact]
    public void Each_participant_stores_only_nodes_that_its_parties_witness()
    {
        var two = Wire.Commands("two", "issuer", Wire.Create(Wire.Iou, Iou.Of("issuer", "bob", "CHF", "1")), Wire.Create(Wire.Iou, Iou.Of("issuer", "alice", "CHF", "2")));
        _bank.Submit(two);
        Deliver();

        _shop.Updates[^1].Transaction!.Nodes.Should().ContainSingle().Which.Id.Should().Be(0);
        _shop.Updates[^1].Transaction!.Parties.Should().NotContain("alice");
        _bank.Updates[^1].Transaction!.Nodes.Should().HaveCount(2);
        _shop.Updates[^1].UpdateId.Should().Be(_bank.Updates[^1].UpdateId);
    }

    [Fact]
    public void A_contract_made_and_ended_at_once_is_seen_in_the_effects_only()
    {
        var both = new Command { CreateAndExercise = new CreateAndExerciseCommand { TemplateId = Wire.Note, CreateArguments = Wire.Record(), Choice = "Archive", ChoiceArgument = Wire.Nothing } };
        _bank.Submit(Wire.Commands("both", "alice", both));
        Deliver();

        Read(_bank.Updates[^1], TransactionShape.AcsDelta, Wire.Everything("alice")).Should().BeNull("nothing is left to deliver");
        var effects = Read(_bank.Updates[^1], TransactionShape.LedgerEffects, Wire.Everything("alice"))!;
        effects.Events.Select(seen => (seen.Created?.AcsDelta ?? seen.Exercised.AcsDelta, seen.Created?.NodeId ?? seen.Exercised.NodeId)).Should().Equal((false, 0), (false, 1));
        new TransactionReader(Selected(TransactionShape.AcsDelta, Wire.Everything("alice"))).ReadHeader(_bank.Updates[^1])!.Events.Should().BeEmpty("who waited for it gets its header");
    }

    [Fact]
    public void Only_a_submitter_sees_the_command_id()
    {
        Read(Issued, TransactionShape.AcsDelta, Wire.Everything("issuer"))!.CommandId.Should().Be("issue");
        Read(Issued, TransactionShape.AcsDelta, Wire.Everything("alice"))!.CommandId.Should().BeEmpty();
        Read(Issued, TransactionShape.AcsDelta, AnyParty())!.CommandId.Should().Be("issue");
    }

    [Fact]
    public void Witnesses_are_cut_to_the_requested_parties_unless_any_is()
    {
        Read(Issued, TransactionShape.LedgerEffects, Wire.Everything("issuer"))!.Events[0].Created.WitnessParties.Should().Equal("issuer");
        Read(Issued, TransactionShape.LedgerEffects, AnyParty())!.Events[0].Created.WitnessParties.Should().Equal("alice", "issuer");
        Read(Issued, TransactionShape.LedgerEffects, Wire.Everything("mallory")).Should().BeNull();
    }

    [Fact]
    public void Without_verbose_there_are_no_labels_and_types()
    {
        var format = Wire.Everything("alice");
        format.Verbose = false;

        var arguments = Read(Issued, TransactionShape.AcsDelta, format)!.Events[0].Created.CreateArguments;

        arguments.RecordId.Should().BeNull();
        arguments.Fields.Select(field => field.Label).Should().OnlyContain(label => label.Length == 0);
        arguments.Fields.Select(field => field.Value.SumCase).Should().Equal(Value.SumOneofCase.Party, Value.SumOneofCase.Party, Value.SumOneofCase.Text, Value.SumOneofCase.Numeric);
        Issued.Transaction!.Nodes[0].Create.Arguments.Fields[0].Label.Should().Be("issuer", "what is stored does not change");
    }

    [Fact]
    public void A_template_filter_takes_one_template_and_may_ask_for_the_blob()
    {
        Read(Issued, TransactionShape.AcsDelta, Of("alice", Wire.Note)).Should().BeNull();
        var blob = Read(Issued, TransactionShape.AcsDelta, Of("alice", Wire.Iou, withBlob: true))!.Events[0].Created.CreatedEventBlob;

        PayloadDecoder.Decode(PayloadDecoder.DecodeContract(blob)!).Id.Should().Be(_bank.Active[0].Id);
    }

    [Fact]
    public void Active_contracts_and_the_life_of_one_are_what_stakeholders_see()
    {
        var row = _bank.Active[0];
        var reader = new ContractReader(FormatRules.Read(Wire.Everything("alice")));

        reader.Active(row)!.ActiveContract.CreatedEvent.Should().Be(Read(Issued, TransactionShape.AcsDelta, Wire.Everything("alice"))!.Events[0].Created);
        new ContractReader(FormatRules.Read(Wire.Everything("bob"))).Active(row).Should().BeNull();
        var transfer = Transferred("alice", "bob");
        reader.Life(row, transfer)!.Archived.ArchivedEvent.Offset.Should().Be(transfer.Offset);
    }

    [Fact]
    public void A_new_party_is_a_topology_event()
    {
        var update = _bank.Updates.First(candidate => candidate.Hosting is not null);

        var topology = new TopologyReader(new TopologySelection(PartySet.Of("alice"))).Read(update)!;

        topology.Events.Should().ContainSingle().Which.ParticipantAuthorizationAdded.Should().Be(
            new ParticipantAuthorizationAdded { PartyId = "alice", ParticipantId = "bank", ParticipantPermission = ParticipantPermission.Submission });
        new TopologyReader(new TopologySelection(PartySet.Of("bob"))).Read(update).Should().BeNull();
    }

    private static EventFormat AnyParty() => new() { FiltersForAnyParty = new Filters(), Verbose = true };

    private static EventFormat Of(string party, Identifier template, bool withBlob = false)
    {
        var format = new EventFormat();
        var filter = new CumulativeFilter { TemplateFilter = new TemplateFilter { TemplateId = template, IncludeCreatedEventBlob = withBlob } };
        format.FiltersByParty[party] = new Filters { Cumulative = { filter } };
        return format;
    }

    private static TransactionSelection Selected(TransactionShape shape, EventFormat format) => FormatRules.Read(new TransactionFormat { EventFormat = format, TransactionShape = shape });

    private static Transaction? Read(UpdateRow update, TransactionShape shape, EventFormat format) => new TransactionReader(Selected(shape, format)).Read(update);

    private UpdateRow Transferred(string owner, string newOwner)
    {
        _bank.Submit(Wire.Commands("transfer", owner, Wire.Transfer(_bank.Active[0].Id.ToString(), newOwner)));
        Deliver();
        return _bank.Updates[^1];
    }

    private void Deliver()
    {
        _bank.Receive();
        _shop.Receive();
    }
}
