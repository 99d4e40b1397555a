namespace Canton.Ha.Actors.Contracts;

/// <summary>
/// One unbroken period of holding the main lock.
/// </summary>
/// <param name="Number">Given by the database and only growing, so that the log lines of two replicas can be put in order.</param>
/// <param name="Session">The main session that holds the lock; every write session checks that it still does.</param>
/// <param name="Proof">When the lock was last proved to be held.</param>
/// <param name="Lost">Fires once, when the lock is lost, and never resets.</param>
public sealed record LockTerm(long Number, SessionId Session, LockProof Proof, CancellationToken Lost)
{
    /// <summary>True while nothing speaks against holding the lock. What comes after a false answer must not be admitted.</summary>
    public bool IsHeld => !Lost.IsCancellationRequested && Proof.IsFresh;
}
