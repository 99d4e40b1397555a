using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Ledger.Validation;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class CommandsValidatorSpec
{
    private static readonly CommandsValidator s_validator = new(new TemplateCatalogue([new Iou()], knowsOnlyRegistered: false), TimeSpan.FromDays(7));

    /// <summary>Faults in the order in which they are found, and what each is refused with.</summary>
    private static readonly (Action<Commands> Spoil, string Refusal)[] s_faults =
    [
        (commands => commands.WorkflowId = "a@b", "INVALID_ARGUMENT "),
        (commands => commands.UserId = "", "MISSING_FIELD user_id"),
        (commands => commands.CommandId = "a@b", "INVALID_FIELD command_id"),
        (commands => commands.SubmissionId = "a@b", "INVALID_FIELD submission_id"),
        (commands => commands.ActAs.Clear(), "MISSING_FIELD party or act_as"),
        (commands => commands.SynchronizerId = "nowhere", "INVALID_FIELD synchronizer_id"),
        (commands => commands.Commands_.Clear(), "MISSING_FIELD commands"),
        (commands => (commands.MinLedgerTimeAbs, commands.MinLedgerTimeRel) = (new Timestamp(), new Duration()), "INVALID_ARGUMENT "),
        (commands => commands.DeduplicationDuration = new Duration { Seconds = -1 }, "INVALID_FIELD deduplication_period"),
        (commands => commands.DisclosedContracts.Add(new DisclosedContract()), "MISSING_FIELD DisclosedContract.createdEventBlob"),
        (commands => commands.PackageIdSelectionPreference.Add("a/b"), "INVALID_ARGUMENT "),
        (commands => commands.PrefetchContractKeys.Add(new PrefetchContractKey { TemplateId = Wire.Note, ContractKey = Wire.Text("k"), Limit = 0 }), "INVALID_ARGUMENT "),
        (commands => commands.TapsMaxPasses = 0, "INVALID_ARGUMENT "),
    ];

    [Fact]
    public void What_is_right_is_read()
    {
        var commands = Right();
        commands.ReadAs.AddRange(["bob", "alice"]);

        var submission = s_validator.Validate(commands);

        submission.Change.Should().Be(new ChangeId("user", "c1", PartySet.Of("alice")));
        submission.ReadAs.Should().Equal("bob");
        submission.SubmissionId.Should().NotBeEmpty("it is made when the client gives none");
        submission.Period.Should().Be(new DeduplicationPeriod.Duration(7L * 24 * 3600 * 1_000_000));
        submission.Commands.Should().ContainSingle().Which.Should().BeOfType<LedgerCommand.Create>();
    }

    [Fact]
    public void No_message_at_all_is_a_missing_field() => Refusal.FieldOf(() => s_validator.Validate(null)).Should().Be("MISSING_FIELD commands");

    [Fact]
    public void Of_several_faults_the_first_in_the_order_of_the_reference_is_told() =>
        Prop.ForAll(Gen.Choose(0, s_faults.Length - 1).NonEmptyListOf().ToArbitrary(), chosen =>
        {
            var commands = Right();
            foreach (var fault in chosen)
                s_faults[fault].Spoil(commands);

            Refusal.FieldOf(() => s_validator.Validate(commands)).Should().Be(s_faults[chosen.Min()].Refusal);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("act_as")]
    [InlineData("read_as")]
    public void A_malformed_party_is_an_invalid_argument(string field)
    {
        var commands = Right();
        (field == "act_as" ? commands.ActAs : commands.ReadAs).Add("a@b");

        Refusal.IdOf(() => s_validator.Validate(commands)).Should().Be("INVALID_ARGUMENT");
    }

    [Fact]
    public void Every_command_needs_its_fields()
    {
        var id = $"00{new string('a', 64)}";
        FieldOf(new Command()).Should().Be("MISSING_FIELD command");
        FieldOf(new Command { Create = new CreateCommand { TemplateId = Wire.Note } }).Should().Be("MISSING_FIELD create_arguments");
        FieldOf(Wire.Create(null!, Wire.Record())).Should().Be("MISSING_FIELD template_id");
        FieldOf(Wire.Create(new Identifier { ModuleName = "M", EntityName = "E" }, Wire.Record())).Should().Be("MISSING_FIELD package_id");
        FieldOf(Wire.Create(new Identifier { PackageId = "#a b", ModuleName = "M", EntityName = "E" }, Wire.Record())).Should().Be("INVALID_FIELD package_id");
        FieldOf(Wire.Exercise(Wire.Note, "", "Archive", Wire.Nothing)).Should().Be("MISSING_FIELD contract_id");
        FieldOf(Wire.Exercise(Wire.Note, "xyz", "Archive", Wire.Nothing)).Should().Be("INVALID_FIELD contract_id");
        FieldOf(Wire.Exercise(Wire.Note, id, "1", Wire.Nothing)).Should().Be("INVALID_FIELD choice");
        FieldOf(Wire.Exercise(Wire.Note, id, "Archive", null!)).Should().Be("MISSING_FIELD value");
    }

    [Fact]
    public void Offsets_and_durations_of_deduplication_may_be_zero_and_durations_longer_than_the_maximum()
    {
        PeriodOf(commands => commands.DeduplicationOffset = 0).Should().Be(new DeduplicationPeriod.Offset(0));
        PeriodOf(commands => commands.DeduplicationDuration = new Duration()).Should().Be(new DeduplicationPeriod.Duration(0));
        PeriodOf(commands => commands.DeduplicationDuration = new Duration { Seconds = 8 * 24 * 3600 }).Should().Be(new DeduplicationPeriod.Duration(8L * 24 * 3600 * 1_000_000));
        Refusal.IdOf(() => PeriodOf(commands => commands.DeduplicationOffset = -1)).Should().Be("NEGATIVE_OFFSET");
    }

    [Fact]
    public void Errors_of_validation_are_no_definite_answers_except_those_of_offsets_which_do_not_say()
    {
        Refusal.Of(() => s_validator.Validate(new Commands())).IsDefiniteAnswer.Should().BeFalse();
        Refusal.Of(() => PeriodOf(commands => commands.DeduplicationOffset = -1)).IsDefiniteAnswer.Should().BeNull();
    }

    private static DeduplicationPeriod PeriodOf(Action<Commands> set)
    {
        var commands = Right();
        set(commands);
        return s_validator.Validate(commands).Period;
    }

    private static string FieldOf(Command command) => Refusal.FieldOf(() => s_validator.Validate(Wire.Commands("c1", "alice", command)));

    private static Commands Right() => Wire.Commands("c1", "alice", Wire.Create(Wire.Note, Wire.Record(("text", Wire.Text("hello")))));
}
