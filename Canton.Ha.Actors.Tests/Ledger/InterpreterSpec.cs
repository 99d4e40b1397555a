using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Interpreting;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Ledger.Validation;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Xunit;
using Record = Com.Daml.Ledger.Api.V2.Record;

namespace Canton.Ha.Actors.Tests.Ledger;

public class InterpreterSpec
{
    private const long Now = 1_700_000_000_000_000;

    private static readonly TemplateCatalogue s_templates = new([new Iou(), new Careless()], knowsOnlyRegistered: false);
    private static readonly TransactionSeed s_seed = new(Guid.NewGuid(), Guid.NewGuid());

    [Fact]
    public void Without_code_those_who_act_sign_and_the_other_parties_of_the_payload_observe()
    {
        var nested = new Value { List = new List { Elements = { Wire.Party("carol"), Wire.Party("alice") } } };
        var commands = Wire.Commands("c", "alice", Wire.Create(Wire.Note, Wire.Record(("to", Wire.Party("bob")), ("cc", nested))));
        commands.ActAs.Add("anna");

        var create = Interpret(commands).Nodes.Should().ContainSingle().Which;

        create.Contract.Signatories.Should().Equal("alice", "anna");
        create.Contract.Observers.Should().Equal("bob", "carol");
        create.Witnesses.Should().Equal("alice", "anna", "bob", "carol");
        create.Contract.Template.Should().Be(new TemplateId("notes", "notes", "Notes", "Note"));
        create.Contract.CreatedAt.Should().Be(Now);
    }

    [Fact]
    public void The_same_seed_makes_the_same_contract_ids_and_another_others()
    {
        var commands = Wire.Commands("c", "alice", NewNote(), NewNote());
        var first = Interpret(commands).Nodes.Select(node => node.Contract.Id).ToList();

        Interpret(commands).Nodes.Select(node => node.Contract.Id).Should().Equal(first);
        first.Should().OnlyHaveUniqueItems();
        Interpret(commands, seed: TransactionSeed.New()).Nodes.Select(node => node.Contract.Id).Should().NotIntersectWith(first);
        first.Should().OnlyContain(id => LedgerStrings.IsContractId(id.ToString()));
    }

    [Fact]
    public void The_owner_transfers_an_Iou_by_the_authority_of_its_issuer()
    {
        var iou = Stored(Iou.Name, Iou.Of("bank", "alice", "CHF", "10.5"), ["bank"], ["alice"]);

        var transaction = Interpret(Wire.Commands("c", "alice", Wire.Transfer(iou.Contract.Id.ToString(), "bob")), stored: iou);

        var exercise = transaction.Nodes[0].Should().BeOfType<TransactionNode.Exercise>().Subject;
        exercise.What.Actors.Should().Equal("alice");
        exercise.What.IsConsuming.Should().BeTrue();
        exercise.What.LastDescendant.Should().Be(1);
        exercise.Witnesses.Should().Equal("alice", "bank", "bob");
        var create = transaction.Nodes[1].Should().BeOfType<TransactionNode.Create>().Subject;
        create.Contract.Signatories.Should().Equal("bank");
        create.Contract.Observers.Should().Equal("bob");
        create.Witnesses.Should().Equal(["alice", "bank", "bob"], "who sees the exercise sees its consequences");
        exercise.What.Result.ContractId.Should().Be(create.Contract.Id.ToString());
        transaction.Inputs.Should().Equal(new TransactionInput(iou, IsConsumed: true));
    }

    [Fact]
    public void Nobody_transfers_what_is_not_his()
    {
        var iou = Stored(Iou.Name, Iou.Of("bank", "alice", "CHF", "1"), ["bank"], ["alice", "mallory"]);

        RefusalOf(Wire.Commands("c", "mallory", Wire.Transfer(iou.Contract.Id.ToString(), "mallory")), iou).Should().Be("DAML_AUTHORIZATION_ERROR");
    }

    [Fact]
    public void Nobody_signs_for_another() =>
        RefusalOf(Wire.Commands("c", "mallory", Wire.Create(Wire.Iou, Iou.Of("bank", "mallory", "CHF", "1")))).Should().Be("DAML_AUTHORIZATION_ERROR");

    [Theory]
    [InlineData("0", "CHF", "INTERPRETATION_USER_ERROR")]
    [InlineData("1", "", "INTERPRETATION_USER_ERROR")]
    public void A_template_checks_its_contracts(string amount, string currency, string refusal) =>
        RefusalOf(Wire.Commands("c", "bank", Wire.Create(Wire.Iou, Iou.Of("bank", "bank", currency, amount)))).Should().Be(refusal);

    [Fact]
    public void Arguments_of_another_shape_are_refused()
    {
        RefusalOf(Wire.Commands("c", "bank", Wire.Create(Wire.Iou, Wire.Record(("issuer", Wire.Party("bank")))))).Should().Be("COMMAND_PREPROCESSING_FAILED");
        RefusalOf(Wire.Commands("c", "bank", Wire.Create(Wire.Iou, Wire.Record(("issuer", Wire.Text("bank")), ("owner", Wire.Party("bank")), ("currency", Wire.Text("CHF")), ("amount", new Value { Numeric = "1" })))))
            .Should().Be("COMMAND_PREPROCESSING_FAILED");
    }

    [Fact]
    public void Arguments_may_come_in_any_order_with_labels_and_are_stored_in_that_of_the_declaration()
    {
        var shuffled = Iou.Of("bank", "bank", "CHF", "1");
        var last = shuffled.Fields[3];
        shuffled.Fields.RemoveAt(3);
        shuffled.Fields.Insert(0, last);

        Interpret(Wire.Commands("c", "bank", Wire.Create(Wire.Iou, shuffled))).Nodes[0].Contract.Arguments.Should().Be(Iou.Of("bank", "bank", "CHF", "1"));
    }

    [Fact]
    public void An_unknown_an_archived_and_an_invisible_contract_look_the_same()
    {
        var note = Stored(Note, Wire.Record(), ["alice"], []);
        var archive = Wire.Archive(Wire.Note, note.Contract.Id.ToString());

        RefusalOf(Wire.Commands("c", "mallory", archive), note).Should().Be("CONTRACT_NOT_FOUND");
        RefusalOf(Wire.Commands("c", "alice", archive), (note.Contract.Id, null)).Should().Be("CONTRACT_NOT_FOUND");
        RefusalOf(Wire.Commands("c", "alice", Wire.Archive(Wire.Note, $"00{new string('a', 64)}ca10"))).Should().Be("CONTRACT_NOT_FOUND", "this kind of ledger makes no such ids");
    }

    [Fact]
    public void Who_may_read_as_a_stakeholder_finds_the_contract_but_does_not_act_for_him()
    {
        var note = Stored(Note, Wire.Record(), ["alice"], []);
        var commands = Wire.Commands("c", "mallory", Wire.Archive(Wire.Note, note.Contract.Id.ToString()));
        commands.ReadAs.Add("alice");

        RefusalOf(commands, note).Should().Be("DAML_AUTHORIZATION_ERROR");
    }

    [Fact]
    public void A_contract_ends_once_in_a_transaction()
    {
        var note = Stored(Note, Wire.Record(), ["alice"], []);
        var archive = Wire.Archive(Wire.Note, note.Contract.Id.ToString());

        RefusalOf(Wire.Commands("c", "alice", archive, archive), note).Should().Be("CONTRACT_NOT_ACTIVE");
    }

    [Fact]
    public void A_contract_of_another_template_is_refused()
    {
        var note = Stored(Note, Wire.Record(), ["alice"], []);

        RefusalOf(Wire.Commands("c", "alice", Wire.Archive(Wire.Iou, note.Contract.Id.ToString())), note).Should().Be("DAML_INTERPRETATION_ERROR");
    }

    [Fact]
    public void What_was_not_looked_up_is_asked_for()
    {
        var id = ContractId.For(s_seed, 7);
        var submission = Validated(Wire.Commands("c", "alice", Wire.Archive(Wire.Note, id.ToString())));

        Interpreter.ContractsNamedBy(submission).Should().Equal(id);
        new Interpreter(s_templates).Interpret(submission, s_seed, Now, ImmutableDictionary<ContractId, StoredContract?>.Empty)
            .Should().BeOfType<Interpretation.Needs>().Which.Contracts.Should().Equal(id);
    }

    [Fact]
    public void Creating_and_exercising_at_once_leaves_a_contract_that_was_never_active()
    {
        var both = new Command { CreateAndExercise = new CreateAndExerciseCommand { TemplateId = Wire.Note, CreateArguments = Wire.Record(), Choice = "Archive", ChoiceArgument = Wire.Nothing } };

        var transaction = Interpret(Wire.Commands("c", "alice", both));

        transaction.Nodes.Select(node => node.Id).Should().Equal(0, 1);
        transaction.Inputs.Should().BeEmpty();
        transaction.Nodes[1].Contract.Id.Should().Be(transaction.Nodes[0].Contract.Id);
    }

    [Fact]
    public void There_are_no_keys()
    {
        var byKey = new Command { ExerciseByKey = new ExerciseByKeyCommand { TemplateId = Wire.Iou, ContractKey = Wire.Text("k"), Choice = "Transfer", ChoiceArgument = Wire.Nothing } };

        RefusalOf(Wire.Commands("c", "alice", byKey)).Should().Be("COMMAND_PREPROCESSING_FAILED");
    }

    [Theory]
    [InlineData("Fail", "UNHANDLED_EXCEPTION")]
    [InlineData("Swallow", "DAML_INTERPRETATION_ERROR")]
    [InlineData("Recurse", "DAML_INTERPRETATION_ERROR")]
    [InlineData("Unknown", "COMMAND_PREPROCESSING_FAILED")]
    public void Code_that_misbehaves_refuses_its_command_and_nothing_else(string choice, string refusal)
    {
        var careless = Stored(Careless.Name, Wire.Record(("owner", Wire.Party("alice"))), ["alice"], []);

        RefusalOf(Wire.Commands("c", "alice", Wire.Exercise(Careless.Name.ToIdentifier(), careless.Contract.Id.ToString(), choice, Wire.Nothing)), careless).Should().Be(refusal);
    }

    [Fact]
    public void A_contract_that_is_only_fetched_must_stay_active_but_does_not_end()
    {
        var careless = Stored(Careless.Name, Wire.Record(("owner", Wire.Party("alice"))), ["alice"], []);
        var look = Wire.Exercise(Careless.Name.ToIdentifier(), careless.Contract.Id.ToString(), "Look", Wire.Nothing);

        var transaction = Interpret(Wire.Commands("c", "alice", look), stored: careless);

        transaction.Inputs.Should().Equal(new TransactionInput(careless, IsConsumed: false));
        ((TransactionNode.Exercise)transaction.Nodes[0]).What.Result.Party.Should().Be("alice");
    }

    [Fact]
    public void Ledger_time_is_as_late_as_the_client_asks()
    {
        var absolute = Wire.Commands("c", "alice", NewNote());
        absolute.MinLedgerTimeAbs = Micros.ToTimestamp(Now + 5);
        var relative = Wire.Commands("c", "alice", NewNote());
        relative.MinLedgerTimeRel = Micros.ToDuration(7);

        Interpret(absolute).EffectiveAt.Should().Be(Now + 5);
        Interpret(relative).EffectiveAt.Should().Be(Now + 7);
        Interpret(Wire.Commands("c", "alice", NewNote())).EffectiveAt.Should().Be(Now);
    }

    private static TemplateId Note => new("notes", "notes", "Notes", "Note");

    private static Command NewNote() => Wire.Create(Wire.Note, Wire.Record(("text", Wire.Text("hello"))));

    private static Submission Validated(Commands commands) => new CommandsValidator(s_templates, TimeSpan.FromDays(7)).Validate(commands);

    private static InterpretedTransaction Interpret(Commands commands, TransactionSeed? seed = null, StoredContract? stored = null)
    {
        var known = stored is null ? ImmutableDictionary<ContractId, StoredContract?>.Empty : ImmutableDictionary<ContractId, StoredContract?>.Empty.Add(stored.Contract.Id, stored);
        return ((Interpretation.Complete)new Interpreter(s_templates).Interpret(Validated(commands), seed ?? s_seed, Now, known)).Transaction;
    }

    private static string RefusalOf(Commands commands, StoredContract? stored = null) => Refusal.IdOf(() => Interpret(commands, stored: stored));

    private static string RefusalOf(Commands commands, (ContractId Id, StoredContract? Contract) known) => Refusal.IdOf(() => new Interpreter(s_templates).Interpret(
        Validated(commands), s_seed, Now, ImmutableDictionary<ContractId, StoredContract?>.Empty.Add(known.Id, known.Contract)));

    private static StoredContract Stored(TemplateId template, Record arguments, string[] signatories, string[] observers) => new(
        new Contract(ContractId.For(TransactionSeed.New(), 0), template, arguments, PartySet.Of(signatories), PartySet.Of(observers), Now), Wire.Synchronizer);
}
