using System.Net.Sockets;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Serving;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>
/// Where a server listens that does so only now and then. A port that the system chose is kept by a socket that does not listen: connections are refused,
/// and nobody else gets the port, so that others can be told of it before anybody listens.
/// </summary>
internal sealed class ReservedPort : IDisposable
{
    private readonly Socket? _kept;

    private ReservedPort(HttpEndpoint endpoint, Socket? kept) => (Endpoint, _kept) = (endpoint, kept);

    /// <summary>With the port that the system chose if 0 was asked for.</summary>
    public HttpEndpoint Endpoint { get; }

    /// <param name="wanted">Where to listen.</param>
    /// <param name="key">The configuration key of that.</param>
    /// <exception cref="ConfigurationRefusedException">That is no IP address of this machine.</exception>
    public static ReservedPort Of(HttpEndpoint wanted, string key)
    {
        if (wanted.Port != 0)
            return new ReservedPort(wanted, null);

        var address = Listening.Parse(wanted, key);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw Listening.Refused(wanted, key, e);
        }

        return new ReservedPort(wanted with { Port = ((System.Net.IPEndPoint)socket.LocalEndPoint!).Port }, socket);
    }

    public void Dispose() => _kept?.Dispose();
}
