using System.Net;

namespace Canton.Ha.Actors.Configuration;

/// <summary>Where a server listens.</summary>
/// <param name="Address">An IP address.</param>
/// <param name="Port">1 to 65535; 0 lets the system choose.</param>
public sealed record HttpEndpoint(string Address, int Port)
{
    /// <summary><c>tls</c>: how it does; null in plain text.</summary>
    public TlsServerSettings? Tls { get; init; }

    /// <summary><c>allow-insecure</c>: it may do so without asking who calls, where other hosts reach it.</summary>
    public bool AllowsInsecure { get; init; }

    /// <summary>Only this host reaches it.</summary>
    public bool IsLocal => IPAddress.TryParse(Address, out var address) && IPAddress.IsLoopback(address);

    /// <summary>It listens on every address of its host.</summary>
    public bool IsEverywhere =>
        IPAddress.TryParse(Address, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
}
