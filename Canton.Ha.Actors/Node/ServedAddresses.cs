using System.Net;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Node;

/// <summary>
/// Where the servers of one replica can be reached from outside. Each server says where it listens once it does, before the replica starts:
/// a port of 0 is known only then.
/// </summary>
internal sealed class ServedAddresses(NodeSettings replica)
{
    private volatile ReplicaAddresses _current = ReplicaAddresses.None;

    public ReplicaAddresses Current => _current;

    /// <summary>How its health server speaks TLS, and so those of the other replicas; null in plain text.</summary>
    public TlsServerSettings? HealthTls { get; private set; }

    public void HealthListens(HttpEndpoint endpoint, int port) =>
        (_current, HealthTls) = (_current with { Health = Reachable(endpoint, port) }, endpoint.Tls);

    public void AdminListens(HttpEndpoint endpoint, int port) => _current = _current with { Admin = Reachable(endpoint, port) };

    /// <summary>It listens whenever this replica is active.</summary>
    public void LedgerListens(HttpEndpoint endpoint) => _current = _current with { Ledger = Reachable(endpoint, endpoint.Port) };

    /// <summary>A server that listens on every address of its host is reached by the name of that host.</summary>
    private string Reachable(HttpEndpoint endpoint, int port)
    {
        var host = replica.AdvertisedAddress ?? (endpoint.IsEverywhere ? Dns.GetHostName() : endpoint.Address);
        return new RemoteEndpoint(host, port).ToString();
    }
}
