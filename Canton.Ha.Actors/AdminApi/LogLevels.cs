using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>The reference's levels; this node tells nothing finer than DEBUG.</summary>
internal static class LogLevels
{
    private static readonly OrderedDictionary<string, LogThreshold> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["TRACE"] = LogThreshold.Debug,
        ["DEBUG"] = LogThreshold.Debug,
        ["INFO"] = LogThreshold.Info,
        ["WARN"] = LogThreshold.Warning,
        ["ERROR"] = LogThreshold.Error,
        ["OFF"] = LogThreshold.Off,
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Levels.Keys];

    /// <exception cref="Contracts.Errors.CantonErrorException">There is no such level.</exception>
    public static LogThreshold Parse(string level) => Levels.TryGetValue(level, out var threshold)
        ? threshold
        : throw AdminErrors.Invalid("level", $"must be one of {string.Join(", ", Names)}, but is \"{level}\".");
}
