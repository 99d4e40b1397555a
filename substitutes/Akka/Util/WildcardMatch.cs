using System.IO.Enumeration;

namespace Akka.Util;

/// <summary>Patterns with <c>*</c> (any characters) and <c>?</c> (one character).</summary>
public static class WildcardMatch
{
    public static bool Like(this string text, string pattern, bool caseSensitive = false) =>
        FileSystemName.MatchesSimpleExpression(pattern, text, !caseSensitive);
}
