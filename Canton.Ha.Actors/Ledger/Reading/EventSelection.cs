using System.Collections.Frozen;
using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Templates;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Whose events, of which templates, and how.</summary>
/// <param name="ByParty">What each requested party wants to see.</param>
/// <param name="AnyParty">What is to be seen of everybody; null for nothing.</param>
/// <param name="IsVerbose">With labels and type ids.</param>
internal sealed record EventSelection(FrozenDictionary<string, TemplateSelection> ByParty, TemplateSelection? AnyParty, bool IsVerbose)
{
    /// <summary>Hashes of the requested parties, to leave out blocks in which they do not occur; null if every party is requested.</summary>
    public ImmutableArray<int>? PartyHashes => AnyParty is null ? [.. ByParty.Keys.Select(Indexing.BlockParties.HashOf)] : null;

    /// <summary>Every named template and interface, with the name it was given.</summary>
    public IEnumerable<TemplateSelection> All => AnyParty is null ? ByParty.Values : ByParty.Values.Append(AnyParty);

    /// <summary>Everything that these parties see, with labels: what a submitter gets who does not ask for something else.</summary>
    public static EventSelection Everything(PartySet parties) =>
        new(parties.ToFrozenDictionary(party => party, _ => TemplateSelection.Everything, StringComparer.Ordinal), null, IsVerbose: true);

    /// <summary>Whether an event of <paramref name="template"/> is to be seen by somebody of <paramref name="parties"/>, and with its blob.</summary>
    public SelectedEvent Select(IEnumerable<string> parties, TemplateId template)
    {
        var selected = SelectedEvent.No;
        foreach (var party in parties)
        {
            if (ByParty.TryGetValue(party, out var wanted))
                selected = selected.Or(wanted.Select(template));
            if (AnyParty is not null)
                selected = selected.Or(AnyParty.Select(template));
        }

        return selected;
    }

    /// <summary>The witnesses that the reader gets to know.</summary>
    public IEnumerable<string> Cut(IEnumerable<string> witnesses) => AnyParty is null ? witnesses.Where(ByParty.ContainsKey) : witnesses;
}

/// <summary>Of which templates.</summary>
/// <param name="Wildcard">What holds for templates that are not named.</param>
/// <param name="Templates">Named ones, and whether with their blob.</param>
/// <param name="Interfaces">Named interfaces. No template here has one, so they add nothing.</param>
internal sealed record TemplateSelection(SelectedEvent Wildcard, FrozenDictionary<TemplateReference, bool> Templates, ImmutableArray<TemplateReference> Interfaces)
{
    public static readonly TemplateSelection Everything = new(new SelectedEvent(IsIn: true, WithBlob: false), FrozenDictionary<TemplateReference, bool>.Empty, []);

    public SelectedEvent Select(TemplateId template) =>
        Templates.Count > 0 && Templates.TryGetValue(new TemplateReference(template.PackageName, true, template.Module, template.Entity), out var withBlob)
            ? Wildcard.Or(new SelectedEvent(IsIn: true, withBlob))
            : Wildcard;
}

/// <summary>Whether an event is to be seen, and with its blob.</summary>
internal readonly record struct SelectedEvent(bool IsIn, bool WithBlob)
{
    public static readonly SelectedEvent No;

    public SelectedEvent Or(SelectedEvent other) => new(IsIn || other.IsIn, WithBlob || other.WithBlob);
}
