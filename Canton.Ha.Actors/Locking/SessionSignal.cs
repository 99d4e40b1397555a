namespace Canton.Ha.Actors.Locking;

/// <summary>What a session says without having been asked.</summary>
public abstract record SessionSignal
{
    /// <summary>The connection is gone. Said once; not after the session was disposed.</summary>
    public sealed record Broken(Exception Cause) : SessionSignal;

    /// <summary>Another replica released the lock, passed the barrier or joined: it is worth looking now.</summary>
    public sealed record Woken : SessionSignal
    {
        /// <summary>The only one.</summary>
        public static readonly Woken Instance = new();
    }
}
