using Canton.Ha.Actors.Configuration.Hocon;

namespace Canton.Ha.Actors.Configuration;

/// <summary>The defaults of <c>reference.conf</c>, and how they are laid under what is configured.</summary>
internal sealed class ConfigurationDefaults(HoconObject reference)
{
    /// <summary>Those built into this assembly.</summary>
    public static ConfigurationDefaults BuiltIn { get; } = Read();

    /// <summary>The keys of <c>canton</c> that are not a node's.</summary>
    public HoconObject Canton => reference.Block("canton");

    public HoconObject Akka => reference.Block("akka");

    /// <summary>The keys of every remote participant.</summary>
    public HoconObject RemoteParticipant => reference.Block("remote-participant");

    /// <summary>The keys of every element of <c>auth-services</c>.</summary>
    public HoconObject AuthService => reference.Block("auth-service");

    /// <summary>The keys of every element of its <c>users</c>.</summary>
    public HoconObject AuthorizedUser => reference.Block("authorized-user");

    /// <summary>A node's block: its own keys, over its profile, over its kind of storage, over the defaults of its kind, over those of every node.</summary>
    public HoconObject Under(NodeKind kind, HoconObject own)
    {
        var common = reference.Block(kind.ToString().ToLowerInvariant()).Over(reference.Block("node"));
        var chosen = own.Over(common);
        var storage = reference.Block("storage-types", chosen.Text("storage", "type") ?? "");
        var profile = reference.Block("profiles", chosen.Text("replication", "profile") ?? "");
        return WithConnections(own).Over(HoconObject.Of("replication", profile).Over(storage.Over(common)));
    }

    /// <summary>Lays defaults under each synchronizer that a participant names.</summary>
    private HoconObject WithConnections(HoconObject own) =>
        Filled(own, reference.Block("synchronizer-connection"), "synchronizers");

    /// <summary>Lays defaults under each block below a path of keys.</summary>
    public static HoconObject Filled(HoconObject written, HoconObject defaults, params string[] keys) => Filled(written, own => own.Over(defaults), keys);

    /// <summary>Lays defaults under each block below a path of keys.</summary>
    public static HoconObject Filled(HoconObject written, Func<HoconObject, HoconObject> overDefaults, params string[] keys)
    {
        if (written.At(keys) is not HoconObject own)
            return written;
        var blocks = new OrderedDictionary<string, HoconNode>(own.Fields.Select(field =>
            KeyValuePair.Create(field.Key, field.Value is HoconObject block ? overDefaults(block) : field.Value)));
        return keys.Reverse().Aggregate(new HoconObject(own.Origin, blocks), (below, key) => HoconObject.Of(key, below)).Over(written);
    }

    private static ConfigurationDefaults Read()
    {
        using var stream = typeof(ConfigurationDefaults).Assembly.GetManifestResourceStream("reference.conf")
            ?? throw new InvalidOperationException("The assembly was built without its reference.conf.");
        using var reader = new StreamReader(stream);
        return new ConfigurationDefaults(HoconReader.Real.ReadText(reader.ReadToEnd(), Origin.Reference));
    }
}
