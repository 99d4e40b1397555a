using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Templates;

/// <summary>Full name of a template.</summary>
/// <param name="PackageId">Id of its package: 1 to 64 letters, digits, <c>-</c>, <c>_</c> or spaces. What events name.</param>
/// <param name="PackageName">Name of its package: letters, digits, <c>-</c> or <c>_</c>. What filters name.</param>
/// <param name="Module">Dotted.</param>
/// <param name="Entity">Dotted.</param>
public sealed record TemplateId(string PackageId, string PackageName, string Module, string Entity)
{
    /// <summary>As events name it.</summary>
    public Identifier ToIdentifier() => new() { PackageId = PackageId, ModuleName = Module, EntityName = Entity };

    /// <inheritdoc/>
    public override string ToString() => $"#{PackageName}:{Module}:{Entity}";
}
