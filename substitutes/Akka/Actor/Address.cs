using Akka.Util;

namespace Akka.Actor;

/// <summary>Where an actor system is: protocol, name and, for a remote one, host and port.</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable, ISurrogated, ICloneable
{
    /// <summary>An address that stands for every system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    /// <summary>Orders by protocol, system, host and port.</summary>
    public static readonly IComparer<Address> Comparer = Comparer<Address>.Create(Compare);

    private string _text;

    public Address(string protocol, string system, string host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
    }

    public string Protocol { get; }

    public string System { get; }

    public string Host { get; }

    public int? Port { get; }

    /// <summary>True when there is no host: the address is this process.</summary>
    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    /// <summary>True when there is a host: the address means the same everywhere.</summary>
    public bool HasGlobalScope => !HasLocalScope;

    public static bool operator ==(Address left, Address right) => Equals(left, right);

    public static bool operator !=(Address left, Address right) => !Equals(left, right);

    /// <summary>Reads an address; a path behind it is ignored.</summary>
    /// <exception cref="UriFormatException">The text is not an address.</exception>
    public static Address Parse(string address) =>
        TryParse(address, out Address parsed) ? parsed : throw new UriFormatException($"Illegal address [{address}]");

    public static bool TryParse(string path, out Address address) => TryParse(path.AsSpan(), out address, out _);

    public static bool TryParse(string path, out Address address, out string absolutUri)
    {
        var parsed = TryParse(path.AsSpan(), out address, out var rest);
        absolutUri = parsed ? rest.ToString() : null;
        return parsed;
    }

    public static bool TryParse(ReadOnlySpan<char> span, out Address address) => TryParse(span, out address, out _);

    public static bool TryParse(ReadOnlySpan<char> span, out Address address, out ReadOnlySpan<char> absolutUri)
    {
        address = null;
        if (!ActorPath.TryParseParts(span, out var whole, out absolutUri) || !whole.StartsWith("akka", StringComparison.OrdinalIgnoreCase))
            return false;

        var protocolEnd = whole.IndexOf("://", StringComparison.Ordinal);
        var protocol = whole[..protocolEnd].ToString().ToLowerInvariant();
        var authority = whole[(protocolEnd + 3)..];
        var at = authority.IndexOf('@');
        if (at >= 0)
            return TryParseHost(protocol, authority[..at].ToString(), authority[(at + 1)..], out address);
        address = new Address(protocol, authority.ToString());
        return true;
    }

    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    public Address WithHost(string host = null) => new(Protocol, System, host, Port);

    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    /// <summary>The part behind the protocol: <c>system@host:port</c>.</summary>
    public string HostPort() => ToString()[(Protocol.Length + 3)..];

    public object Clone() => new Address(Protocol, System, Host, Port);

    public int CompareTo(Address other) => Compare(this, other);

    int IComparable.CompareTo(object obj) => obj is Address other ? CompareTo(other) : throw new ArgumentException("Not an address.", nameof(obj));

    public bool Equals(Address other) =>
        ReferenceEquals(this, other)
        || (other is not null && Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol);

    public override bool Equals(object obj) => Equals(obj as Address);

    public override int GetHashCode() => HashCode.Combine(Protocol, System, Host, Port);

    public override string ToString() =>
        _text ??= $"{Protocol}://{System}{(HasLocalScope ? "" : $"@{Host}")}{(Port is { } port ? $":{port}" : "")}";

    public ISurrogate ToSurrogate(ActorSystem system) =>
        new AddressSurrogate { Protocol = Protocol, System = System, Host = Host, Port = Port };

    private static bool TryParseHost(string protocol, string system, ReadOnlySpan<char> hostAndPort, out Address address)
    {
        address = null;
        var colon = hostAndPort.LastIndexOf(':');
        if (system.Length == 0 || colon < 1 || !int.TryParse(hostAndPort[(colon + 1)..], out var port))
            return false;
        address = new Address(protocol, system, hostAndPort[..colon].ToString(), port);
        return true;
    }

    private static int Compare(Address x, Address y)
    {
        if (ReferenceEquals(x, y))
            return 0;
        if (x is null || y is null)
            return x is null ? -1 : 1;
        var texts = string.CompareOrdinal(x.Protocol, y.Protocol);
        texts = texts != 0 ? texts : string.CompareOrdinal(x.System, y.System);
        texts = texts != 0 ? texts : string.CompareOrdinal(x.Host ?? "", y.Host ?? "");
        return texts != 0 ? texts : (x.Port ?? 0).CompareTo(y.Port ?? 0);
    }

    /// <summary>The wire form of an address.</summary>
    public class AddressSurrogate : ISurrogate
    {
        public string Protocol { get; set; }

        public string System { get; set; }

        public string Host { get; set; }

        public int? Port { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new Address(Protocol, System, Host, Port);
    }
}
