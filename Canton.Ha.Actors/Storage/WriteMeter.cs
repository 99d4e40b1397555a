using Canton.Ha.Actors.Contracts.Monitoring;

namespace Canton.Ha.Actors.Storage;

/// <summary>Measures how one replica writes.</summary>
internal sealed class WriteMeter
{
    private readonly ReplicaHistogram _waits;
    private readonly ReplicaHistogram _writes;

    public WriteMeter(ReplicaMeter meter, WriteAccess access)
    {
        _waits = meter.Durations("write.wait.duration", "How long those who write waited for a write session.", Buckets.Calls);
        _writes = meter.Durations("write.duration", "How long transactions on write sessions took, by outcome.", Buckets.Calls);
        meter.Gauge("write.sessions.open", "{session}", "Write sessions of the term; 0 while the replica may not write.", () => access.Sessions);
        meter.Gauge("write.sessions.used", "{session}", "Write sessions that somebody has.", () => access.Used);
        meter.Gauge("write.sessions.waiting", "{request}", "Those who wait for a write session.", () => access.Waiting);
    }

    /// <summary>Somebody has a session.</summary>
    public void Waited(TimeSpan duration) => _waits.Record(duration);

    /// <summary>A transaction was committed, or not.</summary>
    public void Wrote(TimeSpan duration, bool isCommitted) => _writes.Record(duration, "outcome", isCommitted ? "committed" : "failed");
}
