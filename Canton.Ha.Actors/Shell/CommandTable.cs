using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Shell;

/// <summary>Every command there is.</summary>
internal static class CommandTable
{
    private const int WatchMax = 1_000_000;
    private const int WaitDefault = 60;
    private const int WaitMax = 86_400;

    private static readonly Parameter s_count = Parameter.Number("a number of changes", 1, WatchMax, 10).OrNothing();

    /// <summary>Those that are for no node, or for all of them.</summary>
    public static readonly IReadOnlyList<CommandForm> Common =
    [
        new("nodes", "the nodes this console knows", [], _ => new ConsoleCommand.ListNodes()),
        new("health.status", "the status of every node", [], _ => new ConsoleCommand.ShowAll()),
        new("watch", "the changes of every node as they come, until Ctrl-C or so many", [s_count], a => new ConsoleCommand.Watch(Node: null, NumberIn(a))),
        new("help", "this text", [], _ => new ConsoleCommand.Help()),
        new("exit", "leave; the console of a running node stops the node", [], _ => new ConsoleCommand.Exit()),
    ];

    /// <summary>Those of one node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="replicas">Names to propose where a replica is to be named.</param>
    public static IReadOnlyList<CommandForm> For(IConsoleNode node, IReadOnlyList<string> replicas) => [.. HealthOf(node), .. ReplicationOf(node, replicas), .. SynchronizerForms.Of(node), .. LedgerOf(node)];

    private static CommandForm[] HealthOf(IConsoleNode node) =>
    [
        new("health.status", "what the node knows about itself", [], _ => new ConsoleCommand.ShowStatus(node)),
        new("health.is_active", "true or false", [], _ => new ConsoleCommand.ShowActive(node)),
        new(
            "health.wait_for_active", "wait until it is active, so many seconds at most",
            [Parameter.Number("a number of seconds", 1, WaitMax, WaitDefault).OrNothing()],
            a => new ConsoleCommand.WaitForActive(node, TimeSpan.FromSeconds(NumberIn(a) ?? WaitDefault))),
        new("health.dump", "write an archive for support", [Parameter.Text("the name of a new file", "dump.zip")], a => new ConsoleCommand.Dump(node, TextIn(a)!)),
        new("health.set_log_level", "log more or less, all replicas of its process, until it ends; WARN is how it begins", [Parameter.Text("a level", "DEBUG", LogLevels.Names)], a => new ConsoleCommand.SetLogLevel(node, TextIn(a)!)),
        new("watch", "its changes as they come, until Ctrl-C or so many", [s_count], a => new ConsoleCommand.Watch(node, NumberIn(a))),
    ];

    private static CommandForm[] ReplicationOf(IConsoleNode node, IReadOnlyList<string> replicas)
    {
        var replica = Parameter.Text("the name of a replica", replicas.FirstOrDefault(name => name != node.Name) ?? "participant2", replicas);
        return
        [
            new("replication.set_passive", "hand over, to the replica named or to any", [replica.OrNothing()], a => new ConsoleCommand.SetPassive(node, TextIn(a))),
            new("replication.roster", "which replicas are there, who leads, what holds for taking over", [], _ => new ConsoleCommand.ShowRoster(node)),
            new(
                "replication.history", "the newest terms", [Parameter.Number("a number of terms", 1, ITermHistory.Max, ITermHistory.Default).OrNothing()],
                a => new ConsoleCommand.ShowHistory(node, NumberIn(a) ?? ITermHistory.Default)),
            new("replication.pause", "no replica takes over by itself any more", [Parameter.Text("a reason", "disk is being replaced")], a => new ConsoleCommand.Pause(node, TextIn(a)!)),
            new("replication.resume", "end a pause", [], _ => new ConsoleCommand.Resume(node)),
            new(
                "replication.set_priority", "who goes first when several could take over: the highest", [replica, Parameter.Number("a priority", FailoverPolicy.PriorityMin, FailoverPolicy.PriorityMax, 10)],
                a => new ConsoleCommand.SetPriority(node, TextIn(a)!, NumberIn(a)!.Value)),
        ];
    }

    private static CommandForm[] LedgerOf(IConsoleNode node)
    {
        var party = Parameter.Text("the id of a party", "alice::1220...");
        return
        [
            new("ledger_api.state.end", "offset of its last update", [], _ => new ConsoleCommand.ShowLedgerEnd(node)),
            new(
                "ledger_api.parties.list", "the parties it knows, all or those whose ids begin so", [Parameter.Text("the beginning of an id", "ali").OrNothing()],
                a => new ConsoleCommand.ListParties(node, TextIn(a) ?? "")),
            new("ledger_api.parties.allocate", "a new party, hosted here", [Parameter.Text("a name", "alice")], a => new ConsoleCommand.AllocateParty(node, TextIn(a)!)),
            new("ledger_api.users.list", "its users", [], _ => new ConsoleCommand.ListUsers(node)),
            new(
                "ledger_api.users.create", "a new user, and as which party it may act", [Parameter.Text("the id of a user", "alice"), party.OrNothing()],
                a => new ConsoleCommand.CreateUser(node, TextIn(a)!, a.OfType<Argument.Text>().ElementAtOrDefault(1)?.Value)),
        ];
    }

    private static string? TextIn(IReadOnlyList<Argument> arguments) => arguments.OfType<Argument.Text>().FirstOrDefault()?.Value;

    private static int? NumberIn(IReadOnlyList<Argument> arguments) => arguments.OfType<Argument.Number>().FirstOrDefault()?.Value;
}
