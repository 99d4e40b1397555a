namespace Canton.Ha.Actors.Shell;

/// <summary>What a line asks the synchronizers of a node.</summary>
/// <param name="Node">Whose synchronizers.</param>
internal abstract record SynchronizerCommand(IConsoleNode Node) : ConsoleCommand
{
    /// <summary><c>NODE.synchronizers.connect("alias", "http://host:port, …")</c></summary>
    public sealed record Connect(IConsoleNode Node, SynchronizerForm Synchronizer) : SynchronizerCommand(Node);

    /// <summary><c>NODE.synchronizers.register("alias", "http://host:port, …")</c></summary>
    public sealed record Register(IConsoleNode Node, SynchronizerForm Synchronizer) : SynchronizerCommand(Node);

    /// <summary><c>NODE.synchronizers.modify("alias", "http://host:port, …")</c></summary>
    public sealed record Modify(IConsoleNode Node, SynchronizerForm Synchronizer) : SynchronizerCommand(Node);

    /// <summary><c>NODE.synchronizers.reconnect("alias")</c></summary>
    public sealed record Reconnect(IConsoleNode Node, string Alias) : SynchronizerCommand(Node);

    /// <summary><c>NODE.synchronizers.reconnect_all()</c></summary>
    public sealed record ReconnectAll(IConsoleNode Node) : SynchronizerCommand(Node);

    /// <summary><c>NODE.synchronizers.disconnect("alias")</c></summary>
    public sealed record Disconnect(IConsoleNode Node, string Alias) : SynchronizerCommand(Node);

    /// <summary><c>NODE.synchronizers.disconnect_all()</c></summary>
    public sealed record DisconnectAll(IConsoleNode Node) : SynchronizerCommand(Node);

    /// <summary><c>NODE.synchronizers.list_connected()</c></summary>
    public sealed record ListConnected(IConsoleNode Node) : SynchronizerCommand(Node);

    /// <summary><c>NODE.synchronizers.list_registered()</c></summary>
    public sealed record ListRegistered(IConsoleNode Node) : SynchronizerCommand(Node);

    /// <summary><c>NODE.synchronizers.is_connected("alias")</c> and <c>NODE.synchronizers.active("alias")</c></summary>
    public sealed record IsConnected(IConsoleNode Node, string Alias) : SynchronizerCommand(Node);
}

/// <summary>A synchronizer as it is typed.</summary>
/// <param name="Alias">What the node calls it.</param>
/// <param name="Connections">Where its replicas serve.</param>
/// <param name="Priority">How much it is preferred.</param>
/// <param name="IsManual">It is connected by hand only.</param>
internal sealed record SynchronizerForm(string Alias, IReadOnlyList<string> Connections, int Priority, bool IsManual)
{
    /// <param name="alias">What the node calls it.</param>
    /// <param name="connections">Places with commas between them.</param>
    /// <param name="priority">How much it is preferred; 0 if that is not said.</param>
    /// <param name="mode">How it is connected; null for automatically.</param>
    public static SynchronizerForm Of(string alias, string connections, int? priority, string? mode) =>
        new(alias, connections.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), priority ?? 0, mode == SynchronizerForms.Manual);
}
