using System.Net;
using System.Net.Sockets;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Looks whether somebody listens.</summary>
internal static class SequencerPort
{
    public static async Task<bool> TryConnectAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
