namespace Canton.Ha.Actors.Configuration;

/// <summary>The configuration cannot be used. Each problem is one sentence with file, line, key and what would be right.</summary>
public sealed class ConfigurationRefusedException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One sentence each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
