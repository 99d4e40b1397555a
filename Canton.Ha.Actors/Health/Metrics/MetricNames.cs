namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>Names of instruments as Prometheus has them: words joined by underscores, the unit written out at the end, and <c>_total</c> for what only grows.</summary>
internal static class MetricNames
{
    private const string Total = "_total";

    /// <summary>Name of the metric, without <c>_total</c>.</summary>
    public static string Of(MetricFamily family) => UnitOf(family) is { Length: > 0 } unit && !Clean(family.Name).EndsWith("_" + unit, StringComparison.Ordinal)
        ? $"{Clean(family.Name)}_{unit}"
        : Clean(family.Name);

    /// <summary>Name of its values.</summary>
    public static string OfValues(MetricFamily family) => family.Kind == MetricKind.Counter ? Of(family) + Total : Of(family);

    /// <summary>The unit, written out; empty where things are counted.</summary>
    public static string UnitOf(MetricFamily family) => family.Unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        _ => "",
    };

    /// <summary>Only letters, digits and underscores, of which nothing begins with a digit.</summary>
    public static string Clean(string name)
    {
        var clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }
}
