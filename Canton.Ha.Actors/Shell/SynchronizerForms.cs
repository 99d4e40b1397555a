namespace Canton.Ha.Actors.Shell;

/// <summary>The commands for the synchronizers of a node.</summary>
internal static class SynchronizerForms
{
    /// <summary>A synchronizer that is connected by hand only.</summary>
    public const string Manual = "manual";

    private const string Automatic = "automatic";

    private static readonly Parameter s_alias = Parameter.Text("the alias of a synchronizer", "mysync");

    private static readonly Parameter[] s_whole =
    [
        s_alias,
        Parameter.Text("the places of its replicas, with commas between them,", "http://localhost:5018"),
        Parameter.Number("a priority", int.MinValue, int.MaxValue, 0).OrNothing(),
        new(
            $"\"{Automatic}\" or \"{Manual}\"", $"\"{Automatic}\"", IsOptional: true, [Automatic, Manual],
            argument => argument is Argument.Text { Value: Automatic or Manual }),
    ];

    /// <param name="node">The node.</param>
    public static CommandForm[] Of(IConsoleNode node) =>
    [
        new("synchronizers.connect", "register a synchronizer and connect it; a manual one is connected by commands only", s_whole, a => new SynchronizerCommand.Connect(node, Whole(a))),
        new("synchronizers.register", "look for a synchronizer and register it; it stays disconnected", s_whole, a => new SynchronizerCommand.Register(node, Whole(a))),
        new("synchronizers.modify", "reach a registered synchronizer otherwise; it is connected anew if it is connected", s_whole, a => new SynchronizerCommand.Modify(node, Whole(a))),
        new("synchronizers.reconnect", "connect a registered synchronizer, and go on trying until it is", [s_alias], a => new SynchronizerCommand.Reconnect(node, Alias(a))),
        new("synchronizers.reconnect_all", "connect every registered synchronizer that is not manual", [], _ => new SynchronizerCommand.ReconnectAll(node)),
        new("synchronizers.disconnect", "disconnect a synchronizer; it stays so until it is reconnected", [s_alias], a => new SynchronizerCommand.Disconnect(node, Alias(a))),
        new("synchronizers.disconnect_all", "disconnect all of them", [], _ => new SynchronizerCommand.DisconnectAll(node)),
        new("synchronizers.list_connected", "those with a connection, and whether it is well", [], _ => new SynchronizerCommand.ListConnected(node)),
        new("synchronizers.list_registered", "all that are registered, and how they are reached", [], _ => new SynchronizerCommand.ListRegistered(node)),
        new("synchronizers.is_connected", "true or false", [s_alias], a => new SynchronizerCommand.IsConnected(node, Alias(a))),
        new("synchronizers.active", "true if it is connected and well, or false", [s_alias], a => new SynchronizerCommand.IsConnected(node, Alias(a))),
    ];

    private static string Alias(IReadOnlyList<Argument> arguments) => ((Argument.Text)arguments[0]).Value;

    private static SynchronizerForm Whole(IReadOnlyList<Argument> arguments) => SynchronizerForm.Of(
        Alias(arguments),
        ((Argument.Text)arguments[1]).Value,
        arguments.OfType<Argument.Number>().FirstOrDefault()?.Value,
        arguments.Skip(2).OfType<Argument.Text>().FirstOrDefault()?.Value);
}
