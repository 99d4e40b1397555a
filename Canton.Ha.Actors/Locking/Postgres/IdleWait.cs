using System.Net.Sockets;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>
/// Lets the thread of a session rest until the server says something, the connection breaks, or somebody rings. Npgsql's own wait cannot be
/// ended by another thread, and ends by exceptions when it times out, so the thread waits for Npgsql's socket itself; where that
/// cannot be had, it listens in short slices, which costs one or two per cent of a core.
/// </summary>
internal sealed class IdleWait(NpgsqlConnection connection, Doorbell bell)
{
    /// <summary>Long enough for the rest of a message whose beginning has come: Npgsql gives up a connection that stops in the middle of one.</summary>
    private const int MessageMilliseconds = 100;

    private const int SliceMilliseconds = 20;

    private readonly Socket? _socket = DriverSocket.Of(connection);

    /// <summary>The socket could be had, so that waiting costs nothing and ends at once.</summary>
    public bool IsInterruptible => _socket is not null;

    /// <summary>Rests. Notifications are raised on the connection.</summary>
    /// <exception cref="NpgsqlException">The connection is broken.</exception>
    public void Rest()
    {
        if (_socket is null)
            connection.Wait(SliceMilliseconds);
        else
            Rest(_socket);
    }

    private void Rest(Socket socket)
    {
        List<Socket> readable = [socket, bell.Ear];
        Socket.Select(readable, null, null, Timeout.InfiniteTimeSpan);
        if (readable.Contains(bell.Ear))
            bell.Answer();
        if (readable.Contains(socket))
            connection.Wait(MessageMilliseconds);
    }
}
