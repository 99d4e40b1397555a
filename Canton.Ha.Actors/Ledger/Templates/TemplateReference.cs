namespace Canton.Ha.Actors.Ledger.Templates;

/// <summary>A template as a client names it.</summary>
/// <param name="Package">Id of the package, or its name.</param>
/// <param name="IsByName">Whether <paramref name="Package"/> is the name: the client wrote <c>#name</c>.</param>
/// <param name="Module">Dotted.</param>
/// <param name="Entity">Dotted.</param>
internal sealed record TemplateReference(string Package, bool IsByName, string Module, string Entity)
{
    public override string ToString() => $"{(IsByName ? "#" : "")}{Package}:{Module}:{Entity}";
}
