using System.Net.Sockets;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Ends the wait of a thread for a socket: a pair of sockets that need no network, of which the thread watches one.</summary>
internal sealed class Doorbell : IDisposable
{
    private readonly Socket _button = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] _rings = new byte[64];
    private int _isRinging;

    public Doorbell()
    {
        var path = Path.Combine(Path.GetTempPath(), $"canton-ha-{Guid.NewGuid():N}");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        _button.Connect(new UnixDomainSocketEndPoint(path));
        Ear = listener.Accept();
        File.Delete(path);
    }

    /// <summary>Can be read from while the bell rings.</summary>
    public Socket Ear { get; }

    /// <summary>Rings until <see cref="Answer"/>. Never blocks; means nothing after disposal.</summary>
    public void Ring()
    {
        if (Interlocked.Exchange(ref _isRinging, 1) != 0)
            return;
        try
        {
            _button.Send(_rings.AsSpan(0, 1));
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The thread has ended, and the queue it leaves behind is closed: nobody waits for this ring.
        }
    }

    /// <summary>Stops the ringing. What the thread looks for afterwards, it finds: a later ring is heard again.</summary>
    public void Answer()
    {
        Ear.Receive(_rings);
        Volatile.Write(ref _isRinging, 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _button.Dispose();
        Ear.Dispose();
    }
}
