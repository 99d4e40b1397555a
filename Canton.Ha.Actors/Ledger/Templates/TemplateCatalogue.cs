using System.Collections.Frozen;
using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Validation;

namespace Canton.Ha.Actors.Ledger.Templates;

/// <summary>
/// Templates that have code, and what a name means that none of them has. Packages that nobody registered are taken to be there,
/// unless <paramref name="knowsOnlyRegistered"/>: such a package has its id, without spaces, as its name, and its contracts follow the built-in rule.
/// </summary>
internal sealed class TemplateCatalogue(IEnumerable<IContractTemplate> templates, bool knowsOnlyRegistered)
{
    private readonly FrozenDictionary<TemplateReference, IContractTemplate> _byReference = Index(templates);

    /// <summary>Ids of the registered packages by name.</summary>
    public ImmutableSortedDictionary<string, string> Packages { get; } =
        templates.DistinctBy(template => template.Id.PackageName).ToImmutableSortedDictionary(template => template.Id.PackageName, template => template.Id.PackageId, StringComparer.Ordinal);

    /// <summary>The full name, and the code if there is any.</summary>
    /// <exception cref="CantonErrorException">There is no such package, or it has no such template.</exception>
    public KnownTemplate Resolve(TemplateReference reference)
    {
        if (_byReference.TryGetValue(reference, out var code))
            return new KnownTemplate(code.Id, code);
        if (IsRegistered(reference.Package, reference.IsByName))
            throw ReadErrors.NoTemplates(reference.ToString());
        if (!MayBeUnregistered(reference.Package))
            throw CommandErrors.PackageNotFound(reference.Package);
        return new KnownTemplate(new TemplateId(reference.Package, reference.Package, reference.Module, reference.Entity), null);
    }

    /// <summary>The full name and code of a template that was resolved before, perhaps elsewhere.</summary>
    public KnownTemplate Resolve(TemplateId id) => new(id, _byReference.GetValueOrDefault(new TemplateReference(id.PackageId, false, id.Module, id.Entity)));

    /// <summary>Whether a filter may name this package.</summary>
    public bool MayHavePackage(string name) => !knowsOnlyRegistered || Packages.ContainsKey(name);

    /// <summary>Whether a filter may name this template of a package that there may be.</summary>
    public bool MayHaveTemplate(TemplateReference reference) => _byReference.ContainsKey(reference) || !IsRegistered(reference.Package, reference.IsByName);

    /// <summary>The name of a package, or null if there is no package with that id.</summary>
    public string? NameOf(string packageId) =>
        Packages.FirstOrDefault(package => package.Value == packageId).Key ?? (MayBeUnregistered(packageId) ? packageId : null);

    /// <summary>It must be possible to name it both ways, by its id in commands and by its name in filters.</summary>
    private bool MayBeUnregistered(string package) => !knowsOnlyRegistered && LedgerStrings.IsPackageId(package) && LedgerStrings.IsPackageName(package);

    private bool IsRegistered(string package, bool isByName) => isByName ? Packages.ContainsKey(package) : Packages.ContainsValue(package);

    private static FrozenDictionary<TemplateReference, IContractTemplate> Index(IEnumerable<IContractTemplate> templates) =>
        templates.SelectMany(template => new[]
        {
            KeyValuePair.Create(new TemplateReference(template.Id.PackageName, true, template.Id.Module, template.Id.Entity), template),
            KeyValuePair.Create(new TemplateReference(template.Id.PackageId, false, template.Id.Module, template.Id.Entity), template),
        }).ToFrozenDictionary();
}

/// <summary>A template by its full name.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Code">Null where the built-in rule applies.</param>
internal sealed record KnownTemplate(TemplateId Id, IContractTemplate? Code);
