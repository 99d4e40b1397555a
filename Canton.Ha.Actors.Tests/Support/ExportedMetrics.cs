using System.Globalization;
using System.Text.RegularExpressions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What a node answered to <c>GET /metrics</c>.</summary>
internal sealed partial class ExportedMetrics
{
    private readonly Dictionary<string, string> _types;
    private readonly List<(string Name, Dictionary<string, string> Labels, double Value)> _values;

    private ExportedMetrics(IReadOnlyCollection<string> lines)
    {
        _types = lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToDictionary(words => words[2], words => words[3]);
        _values = [.. lines.Where(line => line.Length > 0 && line[0] != '#').Select(Read)];
    }

    /// <summary>Name and type of every metric.</summary>
    public IReadOnlyDictionary<string, string> Types => _types;

    public static ExportedMetrics Of(string text) => new(text.Split('\n'));

    /// <summary>Names of the labels that values of a metric have, but for those that all have.</summary>
    public IReadOnlySet<string> LabelsOf(string metric) => _values
        .Where(value => value.Name == metric || (_types[metric] == "histogram" && value.Name.StartsWith(metric + "_", StringComparison.Ordinal)))
        .SelectMany(value => value.Labels.Keys).Except(["replica", "node", "le"]).ToHashSet();

    /// <summary>The sum of all values of a name that have these labels.</summary>
    public double Sum(string name, params (string Name, string Value)[] labels) =>
        _values.Where(value => value.Name == name && labels.All(label => value.Labels.GetValueOrDefault(label.Name) == label.Value)).Sum(value => value.Value);

    private static (string Name, Dictionary<string, string> Labels, double Value) Read(string line)
    {
        var parts = Line().Match(line);
        return parts.Success
            ? (parts.Groups["name"].Value, Label().Matches(parts.Groups["labels"].Value).ToDictionary(label => label.Groups["key"].Value, label => label.Groups["value"].Value),
                double.Parse(parts.Groups["value"].Value.Replace("+Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture))
            : throw new FormatException($"This is no line of a value: {line}");
    }

    [GeneratedRegex(@"^(?<name>[a-zA-Z_][a-zA-Z0-9_]*)(\{(?<labels>.*)\})? (?<value>[^ ]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();

    [GeneratedRegex("(?<key>[a-zA-Z_][a-zA-Z0-9_]*)=\"(?<value>([^\"\\\\]|\\\\.)*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
