namespace Canton.Ha.Actors.Shell;

/// <summary>What a line asks for.</summary>
internal abstract record ConsoleCommand
{
    /// <summary>An empty line.</summary>
    public sealed record Nothing : ConsoleCommand;

    /// <summary>The line is no command; the text says what would be.</summary>
    public sealed record Mistake(string Text) : ConsoleCommand;

    /// <summary><c>nodes</c></summary>
    public sealed record ListNodes : ConsoleCommand;

    /// <summary><c>help</c></summary>
    public sealed record Help : ConsoleCommand;

    /// <summary><c>exit</c></summary>
    public sealed record Exit : ConsoleCommand;

    /// <summary><c>health.status()</c></summary>
    public sealed record ShowAll : ConsoleCommand;

    /// <summary><c>watch(count)</c> and <c>NODE.watch(count)</c></summary>
    /// <param name="Node">Whose changes are shown; everybody's if null.</param>
    /// <param name="Count">How many of them; all that come if null.</param>
    public sealed record Watch(IConsoleNode? Node, int? Count) : ConsoleCommand;

    /// <summary><c>NODE.health.status()</c></summary>
    public sealed record ShowStatus(IConsoleNode Node) : ConsoleCommand;

    /// <summary><c>NODE.health.is_active()</c></summary>
    public sealed record ShowActive(IConsoleNode Node) : ConsoleCommand;

    /// <summary><c>NODE.health.wait_for_active(seconds)</c></summary>
    public sealed record WaitForActive(IConsoleNode Node, TimeSpan Limit) : ConsoleCommand;

    /// <summary><c>NODE.health.dump("file")</c></summary>
    public sealed record Dump(IConsoleNode Node, string File) : ConsoleCommand;

    /// <summary><c>NODE.health.set_log_level("level")</c></summary>
    public sealed record SetLogLevel(IConsoleNode Node, string Level) : ConsoleCommand;

    /// <summary><c>NODE.replication.roster()</c></summary>
    public sealed record ShowRoster(IConsoleNode Node) : ConsoleCommand;

    /// <summary><c>NODE.replication.history(limit)</c></summary>
    public sealed record ShowHistory(IConsoleNode Node, int Limit) : ConsoleCommand;

    /// <summary><c>NODE.replication.set_passive("successor")</c></summary>
    /// <param name="Node">Who hands over.</param>
    /// <param name="To">Name of the successor; any other replica if null.</param>
    public sealed record SetPassive(IConsoleNode Node, string? To) : ConsoleCommand;

    /// <summary><c>NODE.replication.pause("why")</c></summary>
    public sealed record Pause(IConsoleNode Node, string Why) : ConsoleCommand;

    /// <summary><c>NODE.replication.resume()</c></summary>
    public sealed record Resume(IConsoleNode Node) : ConsoleCommand;

    /// <summary><c>NODE.replication.set_priority("replica", priority)</c></summary>
    public sealed record SetPriority(IConsoleNode Node, string Replica, int Priority) : ConsoleCommand;

    /// <summary>A command to the Ledger API of a node.</summary>
    public abstract record OfLedger(IConsoleNode Node) : ConsoleCommand;

    /// <summary><c>NODE.ledger_api.state.end()</c></summary>
    public sealed record ShowLedgerEnd(IConsoleNode Node) : OfLedger(Node);

    /// <summary><c>NODE.ledger_api.parties.list("prefix")</c></summary>
    public sealed record ListParties(IConsoleNode Node, string Prefix) : OfLedger(Node);

    /// <summary><c>NODE.ledger_api.parties.allocate("hint")</c></summary>
    public sealed record AllocateParty(IConsoleNode Node, string Hint) : OfLedger(Node);

    /// <summary><c>NODE.ledger_api.users.list()</c></summary>
    public sealed record ListUsers(IConsoleNode Node) : OfLedger(Node);

    /// <summary><c>NODE.ledger_api.users.create("id", "party")</c></summary>
    /// <param name="Node">Where.</param>
    /// <param name="Id">Of the user.</param>
    /// <param name="Party">As which it may act; none if null.</param>
    public sealed record CreateUser(IConsoleNode Node, string Id, string? Party) : OfLedger(Node);
}
