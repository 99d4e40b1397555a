using System.Text.RegularExpressions;

namespace Canton.Ha.Actors.Tests.House;

/// <summary>The order of the node's folders: each may use itself and those to its left.</summary>
internal static partial class Layering
{
    public static readonly IReadOnlyList<string> Order =
    [
        "Configuration", "Contracts", "Locking", "Storage", "Ledger", "Sequencing", "Synchronizers", "LedgerApi",
        "Replication", "Health", "AdminApi", "Shell", "Dashboard", "Demo", "Node",
    ];

    /// <summary>Each line that uses a folder to the right of its own.</summary>
    public static IEnumerable<string> Violations(IReadOnlyList<SourceFile> sources)
    {
        var types = TypesByLayer(sources);
        return
            from source in sources.Where(source => Order.Contains(source.Layer))
            from line in source.PlacedLines()
            from layer in LayersNamedIn(line.Text, types)
            where Order.IndexOf(layer) > Order.IndexOf(source.Layer)
            select $"{line.Place} -> {source.Layer} may not use {layer}";
    }

    /// <summary>Folders that are in no order yet.</summary>
    public static IEnumerable<string> Strangers(IReadOnlyList<SourceFile> sources) =>
        sources.Select(source => source.Layer).Distinct().Except([.. Order, "Program.cs", "Protos"]);

    private static IEnumerable<string> LayersNamedIn(string line, ILookup<string, string> types) =>
        FullName().Matches(line).Select(match => match.Groups["layer"].Value)
            .Concat(ShortName().Matches(line).Where(match => types[match.Groups["layer"].Value].Contains(match.Groups["type"].Value)).Select(match => match.Groups["layer"].Value))
            .Where(Order.Contains)
            .Distinct();

    private static ILookup<string, string> TypesByLayer(IEnumerable<SourceFile> sources) => (
        from source in sources
        from line in source.Lines
        from Match match in Declaration().Matches(line)
        select (source.Layer, Name: match.Groups["type"].Value)).ToLookup(type => type.Layer, type => type.Name);

    [GeneratedRegex(@"\bCanton\.Ha\.Actors\.(?<layer>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FullName();

    [GeneratedRegex(@"(?<![\w.])(?<layer>[A-Z]\w+)\.(?<type>[A-Z]\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortName();

    [GeneratedRegex(@"\b(class|record|interface|enum|struct)\s+(?<type>[A-Z]\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();

    private static int IndexOf(this IReadOnlyList<string> order, string layer) => order.TakeWhile(other => other != layer).Count();
}
