using System.Globalization;

namespace Canton.Ha.Actors.Contracts;

/// <summary>How a moment is written wherever people or programs read it.</summary>
internal static class UtcTime
{
    /// <summary>In UTC, with milliseconds: <c>2026-01-31T23:59:59.999Z</c>.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
