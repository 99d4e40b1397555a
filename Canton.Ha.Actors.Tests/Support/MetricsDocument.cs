using System.Text.RegularExpressions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The page about metrics, as tables.</summary>
internal static partial class MetricsDocument
{
    private const string Bar = "\u0001";

    private static readonly IReadOnlyList<string[]> Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs/metrics.md"))
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Replace(@"\|", Bar, StringComparison.Ordinal).Trim('|').Split('|').Select(cell => cell.Trim().Replace(Bar, "|", StringComparison.Ordinal)).ToArray()),
    ];

    /// <summary>Every metric that it describes.</summary>
    public static IReadOnlyList<DocumentedMetric> Metrics =>
    [
        .. Rows.Where(row => row[0].StartsWith('`')).Select(row => new DocumentedMetric(
            row[0].Trim('`'), row[1], row[2], [.. Quoted().Matches(row[3]).Select(match => match.Groups["text"].Value)], row[4])),
    ];

    /// <summary>Every alert that it describes.</summary>
    public static IReadOnlyList<DocumentedAlert> Alerts =>
        [.. Rows.Where(row => row[0].StartsWith("CantonHa", StringComparison.Ordinal)).Select(row => new DocumentedAlert(row[0], row[1], row[2], row[3].Trim('`'), row[4]))];

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}

/// <summary>A metric as the page has it.</summary>
internal sealed record DocumentedMetric(string Name, string Type, string Unit, IReadOnlyList<string> Tags, string Meaning);

/// <summary>An alert as the page has it.</summary>
internal sealed record DocumentedAlert(string Name, string Severity, string For, string Expression, string Meaning);
