using System.Net.Sockets;

namespace Grpc.Net.Client.Internal;

/// <summary>A connection that tells when it is closed.</summary>
internal sealed class TrackedConnection(Socket socket, Action closed) : NetworkStream(socket, ownsSocket: true)
{
    private int _isClosed;

    /// <summary>Whether the peer has neither closed it nor said anything yet.</summary>
    public bool IsAlive => !Socket.Poll(0, SelectMode.SelectRead) || Socket.Available > 0;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            closed();
    }
}
