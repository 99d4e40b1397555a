using System.Collections.Frozen;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Reads the formats of requests.</summary>
internal static class FormatRules
{
    public static UpdateSelection Read(UpdateFormat? format)
    {
        var given = Fields.Required(format, "update_format");
        if (given.IncludeReassignments is { } reassignments)
            Read(reassignments);
        return new UpdateSelection(
            given.IncludeTransactions is { } transactions ? Read(transactions) : null,
            given.IncludeTopologyEvents?.IncludeParticipantAuthorizationEvents is { } events ? new TopologySelection(Fields.Parties(events.Parties, "parties")) : null);
    }

    public static TransactionSelection Read(TransactionFormat format)
    {
        var events = Read(Fields.Required(format.EventFormat, "event_format"));
        return format.TransactionShape is TransactionShape.AcsDelta or TransactionShape.LedgerEffects
            ? new TransactionSelection(events, format.TransactionShape)
            : throw RequestErrors.Missing("transaction_shape");
    }

    public static EventSelection Read(EventFormat? format)
    {
        var given = Fields.Required(format, "event_format");
        if (given.FiltersByParty.Count == 0 && given.FiltersForAnyParty is null)
            throw RequestErrors.InvalidArgument("The fields filters_by_party and filters_for_any_party are both empty; at least one of them must be set.");

        var byParty = given.FiltersByParty.ToFrozenDictionary(filter => Fields.Party(filter.Key, "filters_by_party"), filter => Read(filter.Value), StringComparer.Ordinal);
        return new EventSelection(byParty, given.FiltersForAnyParty is { } any ? Read(any) : null, given.Verbose);
    }

    /// <summary>Throws for the first name that this participant cannot know.</summary>
    public static void CheckNames(EventSelection selection, TemplateCatalogue templates)
    {
        foreach (var named in selection.All.SelectMany(part => part.Templates.Keys.Concat(part.Interfaces)))
            if (!templates.MayHavePackage(named.Package))
                throw ReadErrors.PackageNamesNotFound(named.Package);
        foreach (var template in selection.All.SelectMany(part => part.Templates.Keys))
            if (!templates.MayHaveTemplate(template))
                throw ReadErrors.NoTemplates(template.ToString());
        foreach (var named in selection.All.SelectMany(part => part.Interfaces))
            throw ReadErrors.NoInterface(named.ToString());
    }

    /// <summary>No entry at all, or only entries that say nothing, mean everything.</summary>
    private static TemplateSelection Read(Filters filters)
    {
        var given = filters.Cumulative.Where(filter => filter.IdentifierFilterCase != CumulativeFilter.IdentifierFilterOneofCase.None).ToList();
        if (given.Count == 0)
            return TemplateSelection.Everything;

        var wildcard = given.Where(filter => filter.WildcardFilter is not null)
            .Aggregate(SelectedEvent.No, (all, filter) => all.Or(new SelectedEvent(IsIn: true, filter.WildcardFilter.IncludeCreatedEventBlob)));
        var templates = given.Where(filter => filter.TemplateFilter is not null).ToLookup(
            filter => TemplateNames.InFilter(filter.TemplateFilter.TemplateId, "template_id"), filter => filter.TemplateFilter.IncludeCreatedEventBlob);
        var interfaces = given.Where(filter => filter.InterfaceFilter is not null)
            .Select(filter => TemplateNames.InFilter(filter.InterfaceFilter.InterfaceId, "interface_id"));
        return new TemplateSelection(wildcard, templates.ToFrozenDictionary(same => same.Key, same => same.Any(withBlob => withBlob)), [.. interfaces]);
    }
}
