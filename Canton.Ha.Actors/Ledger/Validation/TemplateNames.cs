using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Templates;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Validation;

/// <summary>Names of templates and types in requests.</summary>
internal static class TemplateNames
{
    /// <summary>A command names the package by its id or by <c>#name</c>.</summary>
    public static TemplateReference InCommand(Identifier? identifier, string field = "template_id")
    {
        var id = Fields.Required(identifier, field);
        return id.PackageId.StartsWith('#') ? ByName(id) : ById(id);
    }

    /// <summary>A filter names the package only by <c>#name</c>.</summary>
    public static TemplateReference InFilter(Identifier? identifier, string field)
    {
        var id = Fields.Required(identifier, field);
        if (id.PackageId.Length == 0)
            throw RequestErrors.Missing("package_id");
        if (!id.PackageId.StartsWith('#'))
            throw RequestErrors.Invalid("package_id", $"a filter names the package as #name, not by its id '{id.PackageId}'.");

        return ByName(id);
    }

    /// <summary>A name within a value; it may be left out.</summary>
    public static void CheckType(Identifier? identifier)
    {
        if (identifier is null)
            return;
        if (!LedgerStrings.IsPackageId(identifier.PackageId) && !(identifier.PackageId.StartsWith('#') && LedgerStrings.IsPackageName(identifier.PackageId[1..])))
            throw RequestErrors.InvalidArgument($"A value has a type with the malformed package '{identifier.PackageId}'.");
        if (!LedgerStrings.IsDottedName(identifier.ModuleName) || !LedgerStrings.IsDottedName(identifier.EntityName))
            throw RequestErrors.InvalidArgument($"A value has the malformed type name {identifier.ModuleName}:{identifier.EntityName}.");
    }

    private static TemplateReference ByName(Identifier id) => new(
        Fields.Required(id.PackageId[1..], "package_id", LedgerStrings.IsPackageName, "after # there must be 1 to 255 letters, digits or -_"),
        IsByName: true, Fields.Module(id.ModuleName), Fields.Entity(id.EntityName));

    private static TemplateReference ById(Identifier id) => new(
        Fields.Required(id.PackageId, "package_id", LedgerStrings.IsPackageId, "it must be 1 to 64 letters, digits, spaces or -_, or # and a package name"),
        IsByName: false, Fields.Module(id.ModuleName), Fields.Entity(id.EntityName));
}
