using System.Globalization;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Shell;

/// <summary>How the console shows things.</summary>
internal static class ConsoleText
{
    private static readonly string[] s_rosterHeaders = ["replica", "", "priority", "admin", "ledger", "health"];
    private static readonly string[] s_historyHeaders = ["term", "replica", "after", "began", "active", "ended", "because"];

    /// <summary>The fields of a status in the order of the reference; an empty list is <c>None</c>.</summary>
    public static string Status(NodeStatus status) => string.Join('\n', [
        $"Participant id: {status.Replica}",
        $"Uptime: {Seconds(status.Uptime)}",
        Listed("Ports", [.. status.Ports.Select(port => $"{port.Name}: {port.State}")]),
        Listed("Connected synchronizers", [.. status.Synchronizers.Where(known => known.IsHealthy).Select(known => known.Id)]),
        Listed("Unhealthy synchronizers", [.. status.Synchronizers.Where(known => !known.IsHealthy).Select(known => known.Id)]),
        $"Active: {Active(status.IsActive)}",
        $"Role: {Role(status.Role)} in term {status.Term} for {Seconds(status.InRoleFor)}: {status.Why}",
        Listed("Components", [.. status.Components.Select(component => $"{component.Name} : {component.State}")]),
        .. status.Trouble is { } trouble ? [$"Trouble: {trouble}"] : Array.Empty<string>(),
        .. status.Policy.Pause is { } pause ? [Paused(pause)] : Array.Empty<string>(),
        $"Version: {status.Version}",
        Listed("Supported protocol version(s)", [.. status.ProtocolVersions.Select(version => $"{version}")]),
    ]);

    /// <summary>Every command, with its parentheses and a few words.</summary>
    public static string Help(IReadOnlyList<IConsoleNode> nodes)
    {
        var ofNodes = CommandTable.For(nodes[0], [.. nodes.Select(node => node.Name)]).Select(form => (Usage: $"NODE.{form.Usage}", form.Help));
        var usages = ofNodes.Concat(CommandTable.Common.Select(form => (form.Usage, form.Help))).ToList();
        var width = usages.Max(usage => usage.Usage.Length) + 2;
        return string.Join('\n', [.. usages.Select(usage => usage.Usage.PadRight(width) + usage.Help), "Empty parentheses may be left out."]);
    }

    public static string Active(bool isActive) => isActive ? "true" : "false";

    /// <summary>The first thing somebody hears who watches a node.</summary>
    public static string Found(NodeNews.Found found) => EventSentence.Role(found.Role, found.Term, found.Why);

    public static ConsoleTable Roster(Roster roster) => new(s_rosterHeaders, [.. roster.Replicas.Select(entry => Entry(entry, roster))]);

    public static ConsoleTable History(IReadOnlyList<TermRecord> terms) => new(s_historyHeaders, [.. terms.Select(Term)]);

    /// <summary>What holds for taking over; empty when nothing does.</summary>
    public static string Policy(FailoverPolicy policy) => string.Join('\n', [
        .. policy.Pause is { } pause ? [Paused(pause)] : Array.Empty<string>(),
        .. policy.Priorities.IsEmpty ? [] : new[] { $"Priorities: {EventSentence.Priorities(policy)}" },
    ]);

    public static string Answer(string node, ReplicationProtocol.HandedOver answer) =>
        $"{node} handed over to {answer.Successor}, which passed the barrier in term {answer.Term} after {answer.Gap.TotalMilliseconds:F0} ms.";

    /// <summary>A node was asked and did not do it.</summary>
    /// <param name="node">Its name.</param>
    /// <param name="id">Which error it is.</param>
    /// <param name="cause">Why, as a sentence.</param>
    public static string Refusal(string node, string id, string cause) => $"{node} refused, {id}: {cause}";

    /// <summary>A role as one word.</summary>
    public static string Role(ReplicaRole role) => role == ReplicaRole.StandingBack ? "standing back" : role.ToString().ToLowerInvariant();

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    private static string Paused(FailoverPause pause)
    {
        var words = pause.ToString();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Listed(string title, IReadOnlyList<string> items) =>
        items.Count == 0 ? $"{title}: None" : $"{title}:\n{string.Join('\n', items.Select(item => "\t" + item))}";

    private static string[] Entry(RosterEntry entry, Roster roster) =>
    [
        entry.Replica,
        entry.Replica == roster.Leader ? "leads" : "",
        $"{roster.Policy.PriorityOf(entry.Replica)}",
        entry.Addresses.Admin,
        entry.Addresses.Ledger,
        entry.Addresses.Health,
    ];

    private static string[] Term(TermRecord term) =>
    [
        $"{term.Term}",
        term.Replica,
        term.Cause,
        UtcTime.Text(term.BeganAt),
        term.ActiveAt is { } activeAt ? UtcTime.Text(activeAt) : "",
        term.EndedAt is { } endedAt ? UtcTime.Text(endedAt) : "",
        term.EndCause ?? "",
    ];
}
