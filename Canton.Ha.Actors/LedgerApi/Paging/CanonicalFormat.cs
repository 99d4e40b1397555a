using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.LedgerApi.Paging;

/// <summary>Formats with their maps in order: many clients send the entries of a map in another order each time, and mean the same.</summary>
internal static class CanonicalFormat
{
    public static EventFormat Of(EventFormat format)
    {
        var ordered = format.Clone();
        Sort(ordered);
        return ordered;
    }

    public static UpdateFormat Of(UpdateFormat format)
    {
        var ordered = format.Clone();
        Sort(ordered.IncludeTransactions?.EventFormat);
        Sort(ordered.IncludeReassignments);
        return ordered;
    }

    private static void Sort(EventFormat? format)
    {
        if (format is null)
            return;

        var sorted = format.FiltersByParty.OrderBy(filter => filter.Key, StringComparer.Ordinal).ToList();
        format.FiltersByParty.Clear();
        foreach (var (party, filters) in sorted)
            format.FiltersByParty.Add(party, filters);
    }
}
