using System.Net;
using System.Net.Sockets;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A host that accepts connections and never says a word.</summary>
internal sealed class SilentHost : IDisposable
{
    private readonly TcpListener _listener;

    public SilentHost(string address, int port)
    {
        _listener = new TcpListener(IPAddress.Parse(address), port);
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();
}
