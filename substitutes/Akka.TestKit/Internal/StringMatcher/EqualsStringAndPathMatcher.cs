using Akka.Actor;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>One text, or an actor path that is this text without its address.</summary>
public class EqualsStringAndPathMatcher : IStringMatcher
{
    private readonly string _expected;
    private readonly bool _canBeRelative;

    /// <summary>A matcher for one text; with <paramref name="canBeRelative"/>, also for actor paths.</summary>
    public EqualsStringAndPathMatcher(string path, bool canBeRelative = true)
    {
        _expected = path;
        _canBeRelative = canBeRelative;
    }

    /// <inheritdoc />
    public bool IsMatch(string path) =>
        IsExpected(path) || (_canBeRelative && ActorPath.TryParse(path, out var parsed) && IsExpected(parsed.ToStringWithoutAddress()));

    /// <inheritdoc />
    public override string ToString() => $"== \"{_expected}\"";

    private bool IsExpected(string text) => string.Equals(_expected, text, StringComparison.OrdinalIgnoreCase);
}
