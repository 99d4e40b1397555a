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

    /// <summary><c>NODE.health.status()</c></summary>
    public sealed record ShowStatus(ConsoleNode Node) : ConsoleCommand;

    /// <summary><c>NODE.health.is_active()</c></summary>
    public sealed record ShowActive(ConsoleNode Node) : ConsoleCommand;

    /// <summary><c>NODE.replication.roster()</c></summary>
    public sealed record ShowRoster(ConsoleNode Node) : ConsoleCommand;

    /// <summary><c>NODE.replication.history(limit)</c></summary>
    public sealed record ShowHistory(ConsoleNode Node, int Limit) : ConsoleCommand;

    /// <summary><c>NODE.replication.set_passive()</c></summary>
    public sealed record SetPassive(ConsoleNode Node) : ConsoleCommand;
}
