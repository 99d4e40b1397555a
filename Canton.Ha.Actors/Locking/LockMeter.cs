using Canton.Ha.Actors.Contracts.Monitoring;

namespace Canton.Ha.Actors.Locking;

/// <summary>Measures how one replica contends for the main lock, and proves that it holds it.</summary>
internal sealed class LockMeter(ReplicaMeter meter)
{
    private const string Outcome = "outcome";

    private readonly ReplicaCounter _attempts = meter.Counter("lock.attempts", "{attempt}", "Tries to take the main lock, by what they came to.");

    private readonly ReplicaHistogram _proofs = meter.Durations(
        "lock.proof.duration", "How long the database took to prove that the main lock is held: a round trip on the main session.", Buckets.Calls);

    /// <summary>The storage has answered.</summary>
    public void Tried(LockAttempt attempt) => _attempts.Add(1, Outcome, attempt switch
    {
        LockAttempt.Taken => "taken",
        LockAttempt.Withheld => "withheld",
        _ => "held-by-another",
    });

    /// <summary>The storage could not be asked.</summary>
    public void Failed() => _attempts.Add(1, Outcome, "failed");

    /// <summary>The lock was proved.</summary>
    public void Proved(TimeSpan roundTrip) => _proofs.Record(roundTrip);
}
