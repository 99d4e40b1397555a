namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>A value of the finished tree: every substitution replaced, every layer merged.</summary>
internal abstract record HoconNode(Origin Origin)
{
    /// <summary>What stands there, for the end of a sentence.</summary>
    public abstract string Describe();
}

/// <summary>Text, number or boolean, all kept as text; null for the word <c>null</c>.</summary>
internal sealed record HoconScalar(Origin Origin, string? Text) : HoconNode(Origin)
{
    public override string Describe() => Text is null ? "null" : $"\"{Text}\"";
}

/// <summary>A list.</summary>
internal sealed record HoconArray(Origin Origin, IReadOnlyList<HoconNode> Elements) : HoconNode(Origin)
{
    public override string Describe() => "a list";
}
