namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Texts that start so, whatever the case.</summary>
public class StartsWithString(string start) : IStringMatcher
{
    /// <inheritdoc />
    public bool IsMatch(string s) => s.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override string ToString() => $"starts with \"{start}\"";
}
