using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class RangeRulesSpec
{
    private static readonly LedgerBounds s_bounds = new(PrunedUpTo: 10, End: 100);
    private static readonly TemplateCatalogue s_templates = new([new Iou()], knowsOnlyRegistered: false);

    [Theory]
    [InlineData(-1, null, "NEGATIVE_OFFSET")]
    [InlineData(20, 0L, "NON_POSITIVE_OFFSET")]
    [InlineData(101, null, "OFFSET_AFTER_LEDGER_END")]
    [InlineData(20, 101L, "OFFSET_AFTER_LEDGER_END")]
    [InlineData(50, 40L, "OFFSET_OUT_OF_RANGE")]
    [InlineData(9, null, "PARTICIPANT_PRUNED_DATA_ACCESSED")]
    public void Updates_are_refused_outside_of_the_ledger(long begin, long? end, string refusal) =>
        Refusal.IdOf(() => RangeRules.Updates(Updates(begin, end), s_bounds, s_templates)).Should().Be(refusal);

    [Theory]
    [InlineData(10, null)]
    [InlineData(5, 5L)]
    [InlineData(100, 100L)]
    public void Updates_are_read_from_the_pruning_offset_on_and_an_empty_range_anywhere(long begin, long? end) =>
        RangeRules.Updates(Updates(begin, end), s_bounds, s_templates).Range.Should().Be(new LedgerRange(begin, end, IsDescending: false));

    [Fact]
    public void Backwards_needs_an_end()
    {
        var request = Updates(20, null);
        request.DescendingOrder = true;

        Refusal.IdOf(() => RangeRules.Updates(request, s_bounds, s_templates)).Should().Be("DESCENDING_ORDER_MISSING_END");
    }

    [Fact]
    public void The_ledger_end_is_checked_before_the_format_of_updates_and_after_that_of_contracts()
    {
        Refusal.IdOf(() => RangeRules.Updates(new GetUpdatesRequest { BeginExclusive = 101 }, s_bounds, s_templates)).Should().Be("OFFSET_AFTER_LEDGER_END");
        Refusal.FieldOf(() => RangeRules.Updates(new GetUpdatesRequest { BeginExclusive = 20 }, s_bounds, s_templates)).Should().Be("MISSING_FIELD update_format");
        Refusal.FieldOf(() => RangeRules.Events(null, s_templates)).Should().Be("MISSING_FIELD event_format");
    }

    [Theory]
    [InlineData(-1, "NEGATIVE_OFFSET")]
    [InlineData(101, "OFFSET_AFTER_LEDGER_END")]
    [InlineData(9, "PARTICIPANT_PRUNED_DATA_ACCESSED")]
    public void Contracts_are_active_at_an_offset_of_the_ledger(long activeAt, string refusal) =>
        Refusal.IdOf(() => RangeRules.ActiveAt(activeAt, s_bounds)).Should().Be(refusal);

    [Fact]
    public void At_offset_0_nothing_is_active_even_when_it_is_pruned() => RangeRules.ActiveAt(0, s_bounds).Should().Be(0);

    [Fact]
    public void Completions_are_checked_in_the_order_of_the_reference()
    {
        var request = new CompletionStreamRequest { BeginExclusive = -1 };
        Refusal.FieldOf(() => RangeRules.Completions(request, s_bounds)).Should().Be("MISSING_FIELD user_id");
        request.UserId = "user";
        Refusal.IdOf(() => RangeRules.Completions(request, s_bounds)).Should().Be("NEGATIVE_OFFSET");
        request.BeginExclusive = 101;
        Refusal.IdOf(() => RangeRules.Completions(request, s_bounds)).Should().Be("OFFSET_AFTER_LEDGER_END");
        request.BeginExclusive = 0;
        Refusal.FieldOf(() => RangeRules.Completions(request, s_bounds)).Should().Be("MISSING_FIELD parties");
        request.Parties.Add("alice");
        Refusal.IdOf(() => RangeRules.Completions(request, s_bounds)).Should().Be("PARTICIPANT_PRUNED_DATA_ACCESSED");
        request.BeginExclusive = 10;
        RangeRules.Completions(request, s_bounds).BeginExclusive.Should().Be(10);
    }

    [Fact]
    public void Formats_name_parties_and_templates_by_package_name()
    {
        Refusal.IdOf(() => FormatRules.Read(new EventFormat())).Should().Be("INVALID_ARGUMENT");
        Refusal.FieldOf(() => FormatRules.Read(new TransactionFormat { EventFormat = Wire.Everything("alice") })).Should().Be("MISSING_FIELD transaction_shape");
        Refusal.FieldOf(() => FormatRules.Read(new TransactionFormat { TransactionShape = TransactionShape.AcsDelta })).Should().Be("MISSING_FIELD event_format");
        Refusal.IdOf(() => FormatRules.Read(Wire.Everything("a@b"))).Should().Be("INVALID_ARGUMENT");
        Refusal.FieldOf(() => FormatRules.Read(WithTemplate(null))).Should().Be("MISSING_FIELD template_id");
        Refusal.FieldOf(() => FormatRules.Read(WithTemplate(Iou.Name.ToIdentifier()))).Should().Be("INVALID_FIELD package_id");
    }

    [Fact]
    public void Names_that_cannot_be_are_not_found()
    {
        var strict = new TemplateCatalogue([new Iou()], knowsOnlyRegistered: true);
        var unknown = new Identifier { PackageId = "#iou", ModuleName = "Iou", EntityName = "Uoi" };
        var face = new EventFormat { FiltersForAnyParty = new Filters { Cumulative = { new CumulativeFilter { InterfaceFilter = new InterfaceFilter { InterfaceId = Wire.Iou } } } } };

        Refusal.IdOf(() => FormatRules.CheckNames(FormatRules.Read(WithTemplate(unknown)), s_templates)).Should().Be("NO_TEMPLATES_FOR_PACKAGE_NAME_AND_QUALIFIED_NAME");
        Refusal.IdOf(() => FormatRules.CheckNames(FormatRules.Read(WithTemplate(Wire.Note)), strict)).Should().Be("PACKAGE_NAMES_NOT_FOUND");
        Refusal.IdOf(() => FormatRules.CheckNames(FormatRules.Read(face), s_templates)).Should().Be("NO_INTERFACE_FOR_PACKAGE_NAME_AND_QUALIFIED_NAME");
        FormatRules.CheckNames(FormatRules.Read(WithTemplate(Wire.Note)), s_templates);
        FormatRules.CheckNames(FormatRules.Read(WithTemplate(Wire.Iou)), strict);
    }

    [Fact]
    public void Names_for_reassignments_must_be_known_too()
    {
        var request = Updates(20, null);
        request.UpdateFormat.IncludeReassignments = WithTemplate(Wire.Note);
        RangeRules.Updates(request, s_bounds, s_templates);

        Refusal.IdOf(() => RangeRules.Updates(request, s_bounds, new TemplateCatalogue([new Iou()], knowsOnlyRegistered: true))).Should().Be("PACKAGE_NAMES_NOT_FOUND");
    }

    [Fact]
    public void An_update_id_leads_to_its_record_time()
    {
        var id = Canton.Ha.Actors.Ledger.Transactions.UpdateId.Of(Wire.Synchronizer, 1_700_000_000_123_456, Guid.NewGuid());
        var format = new UpdateFormat();

        RangeRules.UpdateById(new GetUpdateByIdRequest { UpdateId = id, UpdateFormat = format }, s_templates).RecordTime.Should().Be(1_700_000_000_123_456);
        Refusal.FieldOf(() => RangeRules.UpdateById(new GetUpdateByIdRequest { UpdateFormat = format }, s_templates)).Should().Be("MISSING_FIELD update_id");
        Refusal.IdOf(() => RangeRules.UpdateById(new GetUpdateByIdRequest { UpdateId = "1220ab", UpdateFormat = format }, s_templates)).Should().Be("INVALID_ARGUMENT");
        Refusal.IdOf(() => RangeRules.UpdateByOffset(new GetUpdateByOffsetRequest { UpdateFormat = format }, s_templates)).Should().Be("NON_POSITIVE_OFFSET");
    }

    [Fact]
    public void A_page_of_updates_begins_where_the_ledger_was_pruned_and_ends_at_its_end()
    {
        var (range, size, _) = RangeRules.UpdatesPage(new GetUpdatesPageRequest { UpdateFormat = new UpdateFormat() }, null, s_bounds, s_templates);

        (range, size).Should().Be((new LedgerRange(10, 100, IsDescending: false), 100));
        Refusal.IdOf(() => RangeRules.UpdatesPage(new GetUpdatesPageRequest { BeginOffsetExclusive = 50, EndOffsetInclusive = 40 }, null, s_bounds, s_templates)).Should().Be("INVALID_ARGUMENT");
        Refusal.IdOf(() => RangeRules.UpdatesPage(new GetUpdatesPageRequest { MaxPageSize = 2_001, UpdateFormat = new UpdateFormat() }, null, s_bounds, s_templates)).Should().Be("INVALID_ARGUMENT");
        Refusal.IdOf(() => RangeRules.UpdatesPage(new GetUpdatesPageRequest { BeginOffsetExclusive = 0, UpdateFormat = new UpdateFormat() }, null, s_bounds, s_templates))
            .Should().Be("PARTICIPANT_PRUNED_DATA_ACCESSED", "an explicit 0 is meant");
    }

    [Theory]
    [InlineData(0, "INVALID_ARGUMENT")]
    [InlineData(-1, "NON_POSITIVE_OFFSET")]
    [InlineData(100, "OFFSET_OUT_OF_RANGE")]
    [InlineData(60, "UNSAFE_TO_PRUNE")]
    public void Pruning_is_refused_where_it_would_do_harm(long upTo, string refusal) =>
        Refusal.IdOf(() => PruningRules.Decide(upTo, s_bounds, isPruning: false, safeOffset: 50)).Should().Be(refusal);

    [Fact]
    public void Pruning_again_is_no_work_and_no_error()
    {
        PruningRules.Decide(50, s_bounds, isPruning: false, safeOffset: 50).Should().BeTrue();
        PruningRules.Decide(10, s_bounds, isPruning: false, safeOffset: 50).Should().BeFalse();
        Refusal.IdOf(() => PruningRules.Decide(50, s_bounds, isPruning: true, safeOffset: 50)).Should().Be("PARTICIPANT_PRUNING_IN_PROGRESS");
    }

    private static GetUpdatesRequest Updates(long begin, long? end)
    {
        var request = new GetUpdatesRequest { BeginExclusive = begin, UpdateFormat = new UpdateFormat() };
        if (end is { } given)
            request.EndInclusive = given;
        return request;
    }

    private static EventFormat WithTemplate(Identifier? template) =>
        new() { FiltersForAnyParty = new Filters { Cumulative = { new CumulativeFilter { TemplateFilter = new TemplateFilter { TemplateId = template } } } } };
}
