namespace Canton.Ha.Actors.Contracts;

/// <summary>
/// How long ago the main lock was last proved to be ours, measured from the sending of the last answered proof.
/// Written by the lock holder, read by everybody; a process that wakes from a freeze sees at once that its proof is too old.
/// </summary>
public sealed class LockProof(TimeSpan expiry, TimeProvider time)
{
    private long _provedAt = time.GetTimestamp();

    /// <summary>Time since the last answered proof was sent.</summary>
    public TimeSpan Age => time.GetElapsedTime(Volatile.Read(ref _provedAt));

    /// <summary>False when the lock may no longer be believed to be held.</summary>
    public bool IsFresh => Age < expiry;

    /// <summary>A point on the clock of this proof, to be handed to <see cref="Renew"/> when the answer has come.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>The proof sent at <paramref name="sentAt"/> was answered.</summary>
    public void Renew(long sentAt) => Volatile.Write(ref _provedAt, sentAt);
}
