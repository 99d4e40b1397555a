using Akka.Util;

namespace Akka.Actor;

/// <content>How paths are written and read.</content>
public abstract partial class ActorPath
{
    internal const string ValidActorNameDescription =
        $"Actor paths MUST: not start with `$`, not be empty, and only contain ASCII letters, digits and these special characters: `{ValidSymbols}`";

    /// <exception cref="UriFormatException">The text is not a path.</exception>
    public static ActorPath Parse(string path) =>
        TryParse(path, out var parsed) ? parsed : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    public static bool TryParse(string path, out ActorPath actorPath)
    {
        actorPath = null;
        return TryParseAddress(path, out var address, out var rest) && TryParse(new RootActorPath(address), rest, out actorPath);
    }

    public static bool TryParse(ActorPath basePath, string absoluteUri, out ActorPath actorPath) =>
        TryParse(basePath, absoluteUri.AsSpan(), out actorPath);

    /// <summary>Reads the names of <paramref name="absoluteUri"/> as descendants of <paramref name="basePath"/>.</summary>
    public static bool TryParse(ActorPath basePath, ReadOnlySpan<char> absoluteUri, out ActorPath actorPath)
    {
        actorPath = basePath;
        while (!absoluteUri.IsEmpty)
        {
            var slash = absoluteUri.IndexOf('/');
            var name = slash < 0 ? absoluteUri : absoluteUri[..slash];
            if (slash < 0)
                actorPath /= name.ToString();
            else if (!name.IsEmpty)
                actorPath = new ChildActorPath(actorPath, name.ToString(), ActorCell.UndefinedUid);
            absoluteUri = slash < 0 ? [] : absoluteUri[(slash + 1)..];
        }

        return true;
    }

    public static bool TryParseAddress(string path, out Address address) => TryParseAddress(path, out address, out _);

    public static bool TryParseAddress(string path, out Address address, out ReadOnlySpan<char> absoluteUri) =>
        Address.TryParse(path.AsSpan(), out address, out absoluteUri);

    /// <summary>Splits a full path into <c>protocol://system@host:port</c> and the rest, which begins with a slash.</summary>
    public static bool TryParseParts(ReadOnlySpan<char> path, out ReadOnlySpan<char> address, out ReadOnlySpan<char> absoluteUri)
    {
        address = default;
        absoluteUri = default;
        var protocolEnd = path.IndexOf("://", StringComparison.Ordinal);
        if (protocolEnd < 1)
            return false;
        var slash = path[(protocolEnd + 3)..].IndexOf('/');
        address = slash < 0 ? path : path[..(protocolEnd + 3 + slash)];
        absoluteUri = slash < 0 ? "/" : path[(protocolEnd + 3 + slash)..];
        return true;
    }

    public override string ToString() => ToStringWithAddress();

    public string ToStringWithoutAddress() => "/" + string.Join("/", Elements);

    public string ToStringWithAddress() => Address + ToStringWithoutAddress();

    /// <summary>With <paramref name="address"/> unless this path has a host of its own.</summary>
    public string ToStringWithAddress(Address address) =>
        Equals(Address, IgnoreActorRef.Address) || Address.Host is not null ? ToStringWithAddress() : address + ToStringWithoutAddress();

    public string ToStringWithUid() => ToStringWithAddress() + UidFragment();

    public string ToSerializationFormat() => ToStringWithUid();

    public string ToSerializationFormatWithAddress(Address address) =>
        Equals(Address, IgnoreActorRef.Address) ? ToSerializationFormat() : ToStringWithAddress(address) + UidFragment();

    public ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(ToSerializationFormat());

    private string UidFragment() => Uid == ActorCell.UndefinedUid ? "" : $"#{Uid}";

    /// <summary>The wire form of a path.</summary>
    public sealed class Surrogate : ISurrogate, IEquatable<Surrogate>, IEquatable<ActorPath>
    {
        public Surrogate(string path) => Path = path;

        public string Path { get; }

        public ISurrogated FromSurrogate(ActorSystem system) => TryParse(Path, out var path) ? path : null;

        public bool Equals(Surrogate other) => other is not null && Path == other.Path;

        public bool Equals(ActorPath other) => other is not null && Path == other.ToSerializationFormat();

        public override bool Equals(object obj) => obj is ActorPath path ? Equals(path) : Equals(obj as Surrogate);

        public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
    }
}

/// <summary>The root of all paths of one system.</summary>
public sealed class RootActorPath : ActorPath
{
    public RootActorPath(Address address, string name = "") : base(address, name)
    {
    }
}

/// <summary>The path of every actor but the root.</summary>
public sealed class ChildActorPath : ActorPath
{
    public ChildActorPath(ActorPath parentPath, string name, long uid) : base(parentPath, name, uid)
    {
    }
}
