namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>One text, whatever the case.</summary>
public class EqualsString : IStringMatcher
{
    private readonly string _expected;

    /// <summary>A matcher for one text.</summary>
    public EqualsString(string s) => _expected = s;

    /// <inheritdoc />
    public bool IsMatch(string s) => string.Equals(_expected, s, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override string ToString() => $"== \"{_expected}\"";
}
