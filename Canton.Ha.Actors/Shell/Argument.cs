namespace Canton.Ha.Actors.Shell;

/// <summary>One argument of a command, as it was written.</summary>
internal abstract record Argument
{
    /// <summary>In quotes, without them.</summary>
    public sealed record Text(string Value) : Argument;

    /// <summary>A whole number.</summary>
    public sealed record Number(int Value) : Argument;

    /// <summary>Something that is neither.</summary>
    public sealed record Unknown : Argument;
}
