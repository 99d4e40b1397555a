using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>One connection to a <see cref="FakeDatabase"/>: its client's end, and its server's end, which may outlive a client that is cut off.</summary>
internal abstract class FakeSession(FakeLink link, SessionId id, Action<SessionSignal> signal)
{
    private bool _hasSaidBroken;

    public FakeLink Link { get; } = link;

    public string Replica => Link.Replica;

    public SessionId Id { get; } = id;

    /// <summary>The server still has this session, and with it its locks.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>The client has closed this session.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>When the server heard of it last.</summary>
    public long HeardAt { get; private set; } = link.Database.Time.GetTimestamp();

    /// <summary>The server ends this session, and tells the client if that can be reached.</summary>
    public void Break(string why)
    {
        End();
        if (!Link.IsCut)
            SayBroken(why);
    }

    public void Wake()
    {
        if (IsAlive && !IsDisposed && !Link.IsCut)
            signal(SessionSignal.Woken.Instance);
    }

    /// <summary>Says this in any case, as a signal does that was on its way when the session was closed.</summary>
    public void SayLate(SessionSignal said) => signal(said);

    /// <summary>What happened to the other end meanwhile becomes known.</summary>
    public void Reconcile()
    {
        if (IsDisposed)
            End();
        else if (!IsAlive)
            SayBroken("the server has closed the connection");
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        if (!Link.IsCut)
            End();
        return ValueTask.CompletedTask;
    }

    protected Task<T> AskAsync<T>(Manner manner, Func<T> act) => Link.AskAsync(manner, () =>
    {
        if (!IsAlive || IsDisposed)
            throw new IOException("the connection is closed");

        HeardAt = Link.Database.Time.GetTimestamp();
        return act();
    });

    protected abstract void Free();

    private void End()
    {
        if (!IsAlive)
            return;

        IsAlive = false;
        Free();
    }

    private void SayBroken(string why)
    {
        if (_hasSaidBroken || IsDisposed)
            return;

        _hasSaidBroken = true;
        signal(new SessionSignal.Broken(new IOException(why)));
    }
}
