namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Decides about a text.</summary>
public interface IStringMatcher
{
    /// <summary>Whether the text is one of those meant.</summary>
    bool IsMatch(string s);
}
