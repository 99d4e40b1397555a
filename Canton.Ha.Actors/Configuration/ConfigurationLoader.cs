using Canton.Ha.Actors.Configuration.Hocon;

namespace Canton.Ha.Actors.Configuration;

/// <summary>Reads configuration files into settings, or says everything that is wrong with them.</summary>
public static class ConfigurationLoader
{
    /// <summary>Reads and validates a configuration.</summary>
    /// <param name="files">The files given with <c>--config</c>; a later one wins.</param>
    /// <param name="overrides">The texts given with <c>-C</c>, <c>key=value</c>; they win over all files.</param>
    /// <param name="onlyNode">The name given with <c>--node</c>; null starts all participants.</param>
    /// <exception cref="ConfigurationRefusedException">It cannot be used; with all problems.</exception>
    public static CantonSettings Load(IReadOnlyList<string> files, IReadOnlyList<string> overrides, string? onlyNode) =>
        Load(files, overrides, onlyNode, HoconReader.Real);

    internal static CantonSettings Load(IReadOnlyList<string> files, IReadOnlyList<string> overrides, string? onlyNode, HoconReader reader)
    {
        var written = reader.Read(files, overrides);
        var problems = new Problems();
        var canton = new SettingsBlock("", OverDefaults(written), written.Origin, problems).Block("canton");
        var health = HealthSettings.From(canton.Block("monitoring", "health"));
        var all = ParticipantsOf(canton);
        _ = RemotesOf(canton); // Not for a node, but the file may be shared with the console.
        canton.RefuseUnread();
        SharedStorageRules.Check(all, problems);
        var started = Choose(all, onlyNode, canton);
        EndpointRules.Check(started, health, canton);
        problems.ThrowIfAny();
        var akka = written.Block("akka").Over(ConfigurationDefaults.BuiltIn.Akka);
        return new CantonSettings([.. started.Select(participant => participant.Settings)], health, AkkaText(akka));
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
        var filled = Filled(written, "participants", defaults.Under);
        return Filled(filled, "remote-participants", own => own.Over(defaults.RemoteParticipant)).Over(HoconObject.Of("canton", defaults.Canton));
    }

    /// <summary>Lays defaults under each block of <c>canton.key</c>.</summary>
    private static HoconObject Filled(HoconObject written, string key, Func<HoconObject, HoconObject> overDefaults)
    {
        if (written.At("canton", key) is not HoconObject own)
            return written;
        var blocks = new OrderedDictionary<string, HoconNode>(own.Fields.Select(field =>
            KeyValuePair.Create(field.Key, field.Value is HoconObject block ? overDefaults(block) : field.Value)));
        return HoconObject.Of("canton", HoconObject.Of(key, new HoconObject(own.Origin, blocks))).Over(written);
    }

    private static List<ConfiguredParticipant> ParticipantsOf(SettingsBlock canton)
    {
        var participants = canton.Block("participants");
        var read = new List<ConfiguredParticipant>();
        foreach (var name in participants.Node.Fields.Keys)
            if (participants.Block(name) is var block && ParticipantSettings.From(name, block) is { } settings)
                read.Add(new ConfiguredParticipant(settings, block));
        return read;
    }

    private static List<RemoteParticipantSettings> RemotesOf(SettingsBlock canton)
    {
        var remotes = canton.Block("remote-participants");
        return [.. remotes.Node.Fields.Keys.Select(name => RemoteParticipantSettings.From(name, remotes.Block(name))).OfType<RemoteParticipantSettings>()];
    }

    private static List<ConfiguredParticipant> Choose(List<ConfiguredParticipant> all, string? onlyNode, SettingsBlock canton)
    {
        var participants = canton.Block("participants");
        var names = participants.Node.Fields.Keys;
        if (!names.Any() && !participants.IsLeftUnread)
            canton.Problems.Add($"{canton.OriginOf()}: canton.participants is missing; it must have a block for each replica, such as canton.participants.participant1 {{ storage.type = memory }}.");
        else if (onlyNode is not null && !names.Contains(onlyNode))
            canton.Problems.Add($"--node {onlyNode}: there is no such participant; there are {string.Join(", ", names)}.");
        return onlyNode is null ? all : all.FindAll(participant => participant.Settings.Name == onlyNode);
    }

    private static string AkkaText(HoconObject akka) => akka.Fields.Count == 0 ? "" : HoconText.Render(HoconObject.Of("akka", akka));
}

/// <summary>A participant and where it was written.</summary>
internal sealed record ConfiguredParticipant(ParticipantSettings Settings, SettingsBlock Block);
