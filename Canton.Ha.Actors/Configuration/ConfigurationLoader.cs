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
        canton.RefuseUnread();
        SharedStorageRules.Check(all, problems);
        var started = Choose(all, onlyNode, canton);
        EndpointRules.Check(started, health, canton);
        problems.ThrowIfAny();
        var akka = written.Block("akka").Over(ConfigurationDefaults.BuiltIn.Akka);
        return new CantonSettings([.. started.Select(participant => participant.Settings)], health, AkkaText(akka));
    }

    private static HoconObject OverDefaults(HoconObject written)
    {
        var defaults = HoconObject.Of("canton", ConfigurationDefaults.BuiltIn.Canton);
        if (written.At("canton", "participants") is not HoconObject own)
            return written.Over(defaults);
        var participants = new OrderedDictionary<string, HoconNode>(own.Fields.Select(field =>
            KeyValuePair.Create(field.Key, field.Value is HoconObject block ? ConfigurationDefaults.BuiltIn.Under(block) : field.Value)));
        var filled = HoconObject.Of("canton", HoconObject.Of("participants", new HoconObject(own.Origin, participants)));
        return filled.Over(written).Over(defaults);
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
