using System.Globalization;
using System.Reflection;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Shell;

/// <summary>How the console shows things.</summary>
internal static class ConsoleText
{
    public const string Help = """
        NODE.health.status()            what the replica knows about itself
        NODE.health.is_active()         true or false
        NODE.replication.set_passive()  hand over to another replica
        NODE.replication.roster()       which replicas are there, and who leads
        NODE.replication.history(20)    the newest terms
        health.status()                 the status of every node
        nodes                           the nodes of this process
        help                            this text
        exit                            stop this process
        The parentheses may be left out.
        """;

    private static readonly string s_version = typeof(ConsoleText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The fields of a status in the order of the reference; an empty list is <c>None</c>.</summary>
    public static string Status(ReplicaStatus status, TimeSpan uptime)
    {
        var address = status.Roster.Replicas.FirstOrDefault(entry => entry.Replica == status.Replica)?.Addresses.Health;
        return string.Join('\n', [
            $"Participant id: {status.Replica}",
            $"Uptime: {Seconds(uptime)}",
            Listed("Ports", string.IsNullOrEmpty(address) ? [] : [$"health: {address}"]),
            "Connected synchronizers: None",
            "Unhealthy synchronizers: None",
            $"Active: {Active(status)}",
            $"Role: {Role(status.Role)} in term {status.Term} for {Seconds(TimeProvider.System.GetElapsedTime(status.Since))}: {status.Why}",
            Listed("Components", [.. status.Stages.Select(stage => $"{stage.Name} : {(stage.IsOpen ? "Ok()" : "Not Initialized")}")]),
            .. status.Trouble is { } trouble ? [$"Trouble: {trouble}"] : Array.Empty<string>(),
            $"Version: {s_version}",
            "Supported protocol version(s): None",
        ]);
    }

    public static string Active(ReplicaStatus status) => status.IsActive ? "true" : "false";

    public static string Node(ReplicaStatus status) => $"{status.Replica}: {Role(status.Role)}, term {status.Term}";

    public static string Roster(Roster roster) => roster.Replicas.IsEmpty
        ? "No replica is in the roster."
        : string.Join('\n', roster.Replicas.Select(entry => Entry(entry, roster)));

    public static string History(IReadOnlyList<TermRecord> terms) =>
        terms.Count == 0 ? "There was no term yet." : string.Join('\n', terms.Select(Term));

    public static string Answer(string node, ReplicationProtocol.HandedOver answer) =>
        $"{node} handed over to {answer.Successor}, which passed the barrier in term {answer.Term} after {answer.Gap.TotalMilliseconds:F0} ms.";

    public static string Answer(string node, ReplicationProtocol.Refused answer) => $"{node} did not hand over: {answer.Why}";

    public static string Answer(string node, ReplicationProtocol.NobodyTookOver answer) =>
        $"Nobody took over from {node} within {Seconds(answer.After)}; it contends again.";

    /// <summary>A role as one word.</summary>
    public static string Role(ReplicaRole role) => role == ReplicaRole.StandingBack ? "standing back" : role.ToString().ToLowerInvariant();

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    private static string Listed(string title, IReadOnlyList<string> items) =>
        items.Count == 0 ? $"{title}: None" : $"{title}:\n{string.Join('\n', items.Select(item => "\t" + item))}";

    private static string Entry(RosterEntry entry, Roster roster)
    {
        var address = entry.Addresses.Health.Length == 0 ? "" : $" at {entry.Addresses.Health}";
        return entry.Replica == roster.Leader ? $"{entry.Replica}{address}, leads" : entry.Replica + address;
    }

    private static string Term(TermRecord term)
    {
        var active = term.ActiveAt is { } activeAt ? $", active at {Time(activeAt)}" : "";
        var end = term.EndedAt is { } endedAt ? $", ended at {Time(endedAt)}: {term.EndCause}" : "";
        return $"term {term.Term}: {term.Replica} after {term.Cause}, began at {Time(term.BeganAt)}{active}{end}";
    }

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
