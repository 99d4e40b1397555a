using Canton.Ha.Actors.Configuration.Hocon;

namespace Canton.Ha.Actors.Configuration;

/// <summary>Reads configuration files into settings, or says everything that is wrong with them.</summary>
public static class ConfigurationLoader
{
    /// <summary>Reads and validates a configuration.</summary>
    /// <param name="files">The files given with <c>--config</c>; a later one wins.</param>
    /// <param name="overrides">The texts given with <c>-C</c>, <c>key=value</c>; they win over all files.</param>
    /// <param name="onlyNode">The name given with <c>--node</c>; null starts all replicas.</param>
    /// <exception cref="ConfigurationRefusedException">It cannot be used; with all problems.</exception>
    public static CantonSettings Load(IReadOnlyList<string> files, IReadOnlyList<string> overrides, string? onlyNode) =>
        Load(files, overrides, onlyNode, HoconReader.Real);

    internal static CantonSettings Load(IReadOnlyList<string> files, IReadOnlyList<string> overrides, string? onlyNode, HoconReader reader)
    {
        var written = reader.Read(files, overrides);
        var problems = new Problems();
        var canton = new SettingsBlock("", OverDefaults(written), written.Origin, problems).Block("canton");
        var health = HealthSettings.From(canton.Block("monitoring", "health"));
        var telemetry = TelemetrySettings.From(canton.Block("monitoring"));
        List<ConfiguredNode> all =
        [
            .. NodesOf(NodeKind.Participant, canton, ParticipantSettings.From),
            .. NodesOf(NodeKind.Synchronizer, canton, SynchronizerSettings.From),
        ];
        _ = RemotesOf(canton); // Not for a node, but the file may be shared with the console.
        canton.RefuseUnread();
        SharedStorageRules.Check(all, problems);
        var started = Choose(all, onlyNode, canton);
        EndpointRules.Check(started, health, canton);
        ExposureRules.Check(started);
        problems.ThrowIfAny();
        var akka = written.Block("akka").Over(ConfigurationDefaults.BuiltIn.Akka);
        var settings = started.ConvertAll(node => node.Settings);
        return new CantonSettings([.. settings.OfType<ParticipantSettings>()], [.. settings.OfType<SynchronizerSettings>()], health, AkkaText(akka)) { Telemetry = telemetry };
    }

    /// <summary>Reads the nodes that a remote console talks to; what else the configuration says is not looked at.</summary>
    /// <param name="files">The files given with <c>--config</c>; a later one wins.</param>
    /// <param name="overrides">The texts given with <c>-C</c>, <c>key=value</c>; they win over all files.</param>
    /// <param name="onlyNode">The name given with <c>--node</c>; null takes all of them.</param>
    /// <exception cref="ConfigurationRefusedException">It cannot be used; with all problems.</exception>
    public static IReadOnlyList<RemoteParticipantSettings> LoadRemotes(IReadOnlyList<string> files, IReadOnlyList<string> overrides, string? onlyNode) =>
        LoadRemotes(files, overrides, onlyNode, HoconReader.Real);

    internal static IReadOnlyList<RemoteParticipantSettings> LoadRemotes(
        IReadOnlyList<string> files, IReadOnlyList<string> overrides, string? onlyNode, HoconReader reader)
    {
        var written = reader.Read(files, overrides);
        var problems = new Problems();
        var canton = new SettingsBlock("", OverDefaults(written), written.Origin, problems).Block("canton");
        var remotes = RemotesOf(canton);
        var block = canton.Block("remote-participants");
        block.RefuseUnread();
        if (!block.Node.Fields.Any() && !block.IsLeftUnread)
            problems.Add($"{canton.OriginOf()}: canton.remote-participants is missing; it must have a block for each node, such as canton.remote-participants.participant1.admin-api.port = 5012.");
        else if (onlyNode is not null && !block.Node.Fields.ContainsKey(onlyNode))
            problems.Add($"--node {onlyNode}: there is no such remote participant; there are {string.Join(", ", block.Node.Fields.Keys)}.");
        problems.ThrowIfAny();
        return remotes.FindAll(remote => onlyNode is null || remote.Name == onlyNode);
    }

    /// <summary>A node of which only the address of its Admin API is known; it has no name yet, and all else is as by default.</summary>
    public static RemoteParticipantSettings RemoteAt(RemoteEndpoint admin)
    {
        var problems = new Problems();
        var defaults = ConfigurationDefaults.BuiltIn.RemoteParticipant;
        return new RemoteParticipantSettings("", admin, Ledger: null, RemoteTimeouts.From(new SettingsBlock("remote-participant", defaults, defaults.Origin, problems).Block("timeouts")));
    }

    private static HoconObject OverDefaults(HoconObject written)
    {
        var defaults = ConfigurationDefaults.BuiltIn;
        foreach (var kind in Enum.GetValues<NodeKind>())
            written = ConfigurationDefaults.Filled(written, own => defaults.Under(kind, own), "canton", NodeSettings.BlockOf(kind));
        return ConfigurationDefaults.Filled(written, defaults.RemoteParticipant, "canton", "remote-participants").Over(HoconObject.Of("canton", defaults.Canton));
    }

    private static List<ConfiguredNode> NodesOf(NodeKind kind, SettingsBlock canton, Func<string, SettingsBlock, NodeSettings?> from)
    {
        var nodes = canton.Block(NodeSettings.BlockOf(kind));
        var read = new List<ConfiguredNode>();
        foreach (var name in nodes.Node.Fields.Keys)
            if (nodes.Block(name) is var block && from(name, block) is { } settings)
                read.Add(new ConfiguredNode(settings, block));
        return read;
    }

    private static List<RemoteParticipantSettings> RemotesOf(SettingsBlock canton)
    {
        var remotes = canton.Block("remote-participants");
        return [.. remotes.Node.Fields.Keys.Select(name => RemoteParticipantSettings.From(name, remotes.Block(name))).OfType<RemoteParticipantSettings>()];
    }

    private static List<ConfiguredNode> Choose(List<ConfiguredNode> all, string? onlyNode, SettingsBlock canton)
    {
        SettingsBlock[] blocks = [.. Enum.GetValues<NodeKind>().Select(kind => canton.Block(NodeSettings.BlockOf(kind)))];
        List<string> names = [.. blocks.SelectMany(block => block.Node.Fields.Keys)];
        if (names.Count == 0 && !blocks.Any(block => block.IsLeftUnread))
            canton.Problems.Add($"{canton.OriginOf()}: canton.participants is missing; it must have a block for each replica, such as canton.participants.participant1 {{ storage.type = memory }}.");
        else if (names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
            canton.Problems.Add(blocks[1].OriginOf(twice), $"canton.synchronizers.{twice} has the name of a participant; give it another one.");
        else if (onlyNode is not null && !names.Contains(onlyNode))
            canton.Problems.Add($"--node {onlyNode}: there is no such replica; there are {string.Join(", ", names)}.");
        return onlyNode is null ? all : all.FindAll(node => node.Settings.Name == onlyNode);
    }

    private static string AkkaText(HoconObject akka) => akka.Fields.Count == 0 ? "" : HoconText.Render(HoconObject.Of("akka", akka));
}

/// <summary>A replica and where it was written.</summary>
internal sealed record ConfiguredNode(NodeSettings Settings, SettingsBlock Block);
