namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Texts that a function accepts.</summary>
public class PredicateMatcher(Predicate<string> predicate, string hint = "") : IStringMatcher
{
    /// <inheritdoc />
    public bool IsMatch(string s) => predicate(s);

    /// <inheritdoc />
    public override string ToString() => $"matches predicate {hint}";
}
