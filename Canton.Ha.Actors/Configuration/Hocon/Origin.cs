namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>Where a value was written, for messages to people.</summary>
/// <param name="File">The file as it was named, or one of the constants below.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
internal sealed record Origin(string File, int Line, int Column)
{
    /// <summary>Stands for the file where a value came with <c>-C key=value</c>.</summary>
    public const string CommandLine = "command line";

    /// <summary>Stands for the file where a value is a default of the node.</summary>
    public const string Reference = "built-in reference.conf";

    public bool IsReference => File == Reference;

    /// <summary>File, line and column: for what is wrong with the text itself.</summary>
    public string Exact => File == CommandLine ? $"{File}, column {Column}" : $"{File}:{Line}:{Column}";

    /// <summary>File and line: for what is wrong with a value.</summary>
    public override string ToString() => File == CommandLine ? File : $"{File}:{Line}";
}
