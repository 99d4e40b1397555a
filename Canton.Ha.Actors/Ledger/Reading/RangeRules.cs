using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Reads requests that read the ledger, in the order of the reference: the first thing that is wrong is told.</summary>
internal static class RangeRules
{
    public static (LedgerRange Range, UpdateSelection Selection) Updates(GetUpdatesRequest request, LedgerBounds bounds, TemplateCatalogue templates)
    {
        CheckNotNegative("begin_exclusive", request.BeginExclusive);
        if (request is { DescendingOrder: true, HasEndInclusive: false })
            throw RequestErrors.DescendingOrderMissingEnd();
        if (request is { HasEndInclusive: true, EndInclusive: <= 0 })
            throw RequestErrors.NonPositiveOffset("end_inclusive", request.EndInclusive);
        CheckNotAfterEnd("begin_exclusive", request.BeginExclusive, bounds);
        if (request.HasEndInclusive)
            CheckNotAfterEnd("end_inclusive", request.EndInclusive, bounds);

        var selection = Named(request.UpdateFormat, templates);
        var range = new LedgerRange(request.BeginExclusive, request.HasEndInclusive ? request.EndInclusive : null, request.DescendingOrder);
        if (range.EndInclusive < range.BeginExclusive)
            throw ReadErrors.OutOfRange($"The end offset {range.EndInclusive} is before the begin offset {range.BeginExclusive}; it must not be.");
        if (!range.IsEmpty)
            CheckNotPruned("begin_exclusive", range.BeginExclusive, bounds);
        return (range, selection);
    }

    /// <summary>Of what contracts are asked for.</summary>
    public static EventSelection Events(EventFormat? format, TemplateCatalogue templates)
    {
        var selection = FormatRules.Read(format);
        FormatRules.CheckNames(selection, templates);
        return selection;
    }

    /// <summary>An offset at which the active contracts are asked for; 0 is the empty ledger.</summary>
    public static long ActiveAt(long offset, LedgerBounds bounds)
    {
        CheckNotNegative("active_at_offset", offset);
        CheckNotAfterEnd("active_at_offset", offset, bounds);
        if (offset > 0)
            CheckNotPruned("active_at_offset", offset, bounds);
        return offset;
    }

    public static (string UserId, PartySet Parties, long BeginExclusive) Completions(CompletionStreamRequest request, LedgerBounds bounds)
    {
        var userId = Fields.UserId(request.UserId);
        var parties = Fields.Parties(request.Parties, "parties");
        CheckNotNegative("begin_exclusive", request.BeginExclusive);
        CheckNotAfterEnd("begin_exclusive", request.BeginExclusive, bounds);
        if (parties.IsEmpty)
            throw RequestErrors.Missing("parties");
        CheckNotPruned("begin_exclusive", request.BeginExclusive, bounds);
        return (userId, parties, request.BeginExclusive);
    }

    public static (long Offset, UpdateSelection Selection) UpdateByOffset(GetUpdateByOffsetRequest request, TemplateCatalogue templates)
    {
        if (request.Offset <= 0)
            throw RequestErrors.NonPositiveOffset("offset", request.Offset);

        return (request.Offset, Named(request.UpdateFormat, templates));
    }

    /// <summary>The record time is where to look.</summary>
    public static (string UpdateId, long RecordTime, UpdateSelection Selection) UpdateById(GetUpdateByIdRequest request, TemplateCatalogue templates)
    {
        if (request.UpdateId.Length == 0)
            throw RequestErrors.Missing("update_id");
        if (!Transactions.UpdateId.TryReadRecordTime(request.UpdateId, out var recordTime))
            throw RequestErrors.InvalidArgument("The field update_id is malformed: it must be 1220 and 64 hex digits.");

        return (request.UpdateId, recordTime, Named(request.UpdateFormat, templates));
    }

    /// <summary>A page of updates: an unset begin is where the ledger was pruned, an unset end the ledger end.</summary>
    /// <param name="request">The request.</param>
    /// <param name="goOnAt">Where its token says to go on: after that offset, or, descending, before it. Null without token.</param>
    /// <param name="bounds">What there is.</param>
    /// <param name="templates">Known templates.</param>
    public static (LedgerRange Range, int Size, UpdateSelection Selection) UpdatesPage(
        GetUpdatesPageRequest request, long? goOnAt, LedgerBounds bounds, TemplateCatalogue templates)
    {
        var begin = request.HasBeginOffsetExclusive ? request.BeginOffsetExclusive : bounds.PrunedUpTo;
        var end = request.HasEndOffsetInclusive ? request.EndOffsetInclusive : bounds.End;
        CheckNotNegative("begin_offset_exclusive", begin);
        if (request is { HasEndOffsetInclusive: true, EndOffsetInclusive: <= 0 })
            throw RequestErrors.NonPositiveOffset("end_offset_inclusive", end);
        CheckNotAfterEnd("begin_offset_exclusive", begin, bounds);
        CheckNotAfterEnd("end_offset_inclusive", end, bounds);
        if (begin > end)
            throw RequestErrors.InvalidArgument($"The begin offset {begin} is after the end offset {end}; it must not be.");

        var size = PageSize(request.HasMaxPageSize ? request.MaxPageSize : null, LedgerLimits.UpdatesPageDefault, LedgerLimits.UpdatesPageMax);
        var selection = Named(request.UpdateFormat, templates);
        var range = request.DescendingOrder
            ? new LedgerRange(begin, Math.Max(begin, goOnAt - 1 ?? end), IsDescending: true)
            : new LedgerRange(goOnAt ?? begin, end, IsDescending: false);
        CheckNotAfterEnd("page_token", range.BeginExclusive, bounds);
        if (!range.IsEmpty)
            CheckNotPruned("begin_offset_exclusive", range.BeginExclusive, bounds);
        return (range, size, selection);
    }

    public static int PageSize(int? asked, int usual, int most) => asked switch
    {
        null => usual,
        > 0 when asked <= most => asked.Value,
        _ => throw RequestErrors.InvalidArgument($"The field max_page_size is {asked}; it must be 1 to {most}, or be left out."),
    };

    private static UpdateSelection Named(UpdateFormat? format, TemplateCatalogue templates)
    {
        var selection = FormatRules.Read(format);
        if (selection.Transactions is { } transactions)
            FormatRules.CheckNames(transactions.Events, templates);
        if (format?.IncludeReassignments is { } reassignments)
            Events(reassignments, templates);
        return selection;
    }

    private static void CheckNotNegative(string field, long offset)
    {
        if (offset < 0)
            throw RequestErrors.NegativeOffset(field, offset);
    }

    private static void CheckNotAfterEnd(string field, long offset, LedgerBounds bounds)
    {
        if (offset > bounds.End)
            throw ReadErrors.AfterLedgerEnd(field, offset, bounds.End);
    }

    private static void CheckNotPruned(string field, long offset, LedgerBounds bounds)
    {
        if (offset < bounds.PrunedUpTo)
            throw ReadErrors.Pruned($"{field} {offset}", bounds.PrunedUpTo);
    }
}
