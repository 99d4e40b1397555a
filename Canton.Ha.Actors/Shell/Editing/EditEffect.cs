namespace Canton.Ha.Actors.Shell.Editing;

/// <summary>What a key asks for besides another line to show.</summary>
internal abstract record EditEffect
{
    /// <summary>Nothing more.</summary>
    public sealed record Continue : EditEffect
    {
        public static readonly Continue Instance = new();
    }

    /// <summary>The line is finished.</summary>
    public sealed record Enter(string Line) : EditEffect;

    /// <summary>Ctrl-C; the line, which was <paramref name="Abandoned"/>, is empty now.</summary>
    public sealed record Interrupt(string Abandoned) : EditEffect;

    /// <summary>Ctrl-D on an empty line.</summary>
    public sealed record End : EditEffect
    {
        public static readonly End Instance = new();
    }

    /// <summary>How the line could go on.</summary>
    public sealed record Suggest(IReadOnlyList<string> Candidates) : EditEffect;

    /// <summary>Ctrl-L.</summary>
    public sealed record ClearScreen : EditEffect
    {
        public static readonly ClearScreen Instance = new();
    }
}
