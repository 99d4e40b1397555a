using System.Net.Sockets;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>
/// Lets the thread of a session rest until the server says something, the connection breaks, or somebody rings. Npgsql's own wait cannot be
/// ended by another thread, and ends by exceptions when it times out, so the thread waits for Npgsql's socket itself; where that
/// cannot be had, it listens in short slices, which costs one or two per cent of a core.
/// </summary>
/// <remarks>
/// A notification that came together with the answer to a statement is in Npgsql's buffer already, and the socket is silent about it. So that
/// buffer is looked at before each rest. What the buffer of an encrypted stream keeps back cannot be seen: there the thread listens for a
/// moment after each call.
/// </remarks>
internal sealed class IdleWait(NpgsqlConnection connection, Doorbell bell)
{
    /// <summary>Long enough for the rest of a message whose beginning has come: Npgsql gives up a connection that stops in the middle of one.</summary>
    private const int MessageMilliseconds = 100;

    private const int SliceMilliseconds = 20;

    private const int EncryptedMilliseconds = 5;

    private readonly Socket? _socket = DriverSocket.Of(connection);
    private bool _mayHaveMissed = true;

    /// <summary>The socket could be had, so that waiting costs nothing and ends at once.</summary>
    public bool IsInterruptible => _socket is not null;

    /// <summary>To be said after each call on the connection: its answer may have brought more than itself.</summary>
    public void NoteCall() => _mayHaveMissed = true;

    /// <summary>Rests. Notifications are raised on the connection.</summary>
    /// <exception cref="NpgsqlException">The connection is broken.</exception>
    public void Rest()
    {
        if (_socket is null)
            connection.Wait(SliceMilliseconds);
        else if (_mayHaveMissed)
            LookForMissed();
        else
            Rest(_socket);
    }

    private void LookForMissed() => _mayHaveMissed = DriverSocket.UnreadBytes(connection) switch
    {
        0 => false,
        null => connection.Wait(EncryptedMilliseconds),
        _ => connection.Wait(MessageMilliseconds),
    };

    private void Rest(Socket socket)
    {
        List<Socket> readable = [socket, bell.Ear];
        Socket.Select(readable, null, null, Timeout.InfiniteTimeSpan);
        if (readable.Contains(bell.Ear))
            bell.Answer();
        if (readable.Contains(socket))
            _mayHaveMissed = connection.Wait(MessageMilliseconds);
    }
}
