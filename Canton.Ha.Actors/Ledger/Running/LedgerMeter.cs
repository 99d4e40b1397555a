using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Ledger.Indexing;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>Measures the ledger of one replica, term after term.</summary>
internal sealed class LedgerMeter
{
    private const string Outcome = "outcome";
    private const string Synchronizer = "synchronizer";

    private readonly ReplicaCounter _commands;
    private readonly ReplicaHistogram _submissions;
    private readonly ReplicaHistogram _completions;
    private readonly ReplicaCounter _updates;
    private readonly ReplicaHistogram _delays;
    private readonly ReplicaCounter _lookups;
    private readonly ReplicaHistogram _sendings;
    private LedgerLevels? _levels;

    public LedgerMeter(ReplicaMeter meter)
    {
        _commands = meter.Counter("commands", "{command}", "Commands by outcome: accepted, rejected by a completion, or refused by the call; and by error.");
        _submissions = meter.Durations("commands.submit.duration", "How long submissions took until they were stored, or refused.", Buckets.Calls);
        _completions = meter.Durations("commands.completion.duration", "How long it took from the storing of a submission until its completion could be read.", Buckets.Calls);
        _updates = meter.Counter("ledger.updates", "{update}", "Updates added to the ledger.");
        _delays = meter.Durations("ledger.indexing.delay", "Time between the sequencing of the newest event of a batch and its publication, by the clocks of synchronizer and replica.", Buckets.Calls);
        _lookups = meter.Counter("ledger.contract.lookups", "{contract}", "Contracts that submissions looked up, by where they were found.");
        _sendings = meter.Durations("synchronizer.send.duration", "How long a synchronizer took to put a batch of messages into its order.", Buckets.Calls);
        meter.Gauge("ledger.end", "{offset}", "Offset of the last update; only while the ledger is open.", () => _levels?.End);
        meter.Gauge("ledger.pruned", "{offset}", "Offset up to which the ledger is pruned; only while the ledger is open.", () => _levels?.Pruned);
        meter.Gauge("commands.in_flight", "{command}", "Commands that are under way.", () => _levels?.InFlight ?? 0);
        meter.Gauge("commands.in_flight.size", "By", "Messages that are under way.", () => _levels?.InFlightBytes ?? 0);
        meter.Gauges(
            "synchronizer.lag", "s", "How far the ledger is behind the present, by the clocks of synchronizer and replica.", Synchronizer, () => _levels?.Lags ?? []);
    }

    /// <summary>Of ledgers that nobody counts.</summary>
    public static LedgerMeter Silent { get; } = new(ReplicaMeter.Silent);

    /// <summary>The ledger of a term is open.</summary>
    public void Opened(LedgerLevels levels) => Volatile.Write(ref _levels, levels);

    /// <summary>It has ended. That of a later term is left alone.</summary>
    public void Closed(LedgerLevels levels) => Interlocked.CompareExchange(ref _levels, null, levels);

    /// <summary>A submission is stored.</summary>
    public void Stored(TimeSpan duration) => _submissions.Record(duration, Outcome, "stored");

    /// <summary>A submission was refused.</summary>
    public void Refused(CantonError error, TimeSpan duration)
    {
        _submissions.Record(duration, Outcome, "refused");
        _commands.Add(1, Outcome, "refused", "error", error.Code.Id);
    }

    /// <summary>A completion can be read, so long after its submission was stored.</summary>
    public void Completed(TimeSpan duration) => _completions.Record(duration);

    /// <summary>A batch is durable.</summary>
    public void Published(IndexedBatch batch)
    {
        if (batch.Updates is not [.., var last])
            return;

        _updates.Add(batch.Updates.Length);
        _delays.Record(Micros.ToTimeSpan(last.PublishedAt - last.RecordTime));
        Count(batch);
    }

    /// <summary>Contracts were looked up.</summary>
    public void LookedUp(int inMemory, int inStore)
    {
        if (inMemory > 0)
            _lookups.Add(inMemory, "source", "memory");
        if (inStore > 0)
            _lookups.Add(inStore, "source", "store");
    }

    /// <summary>A synchronizer has taken a batch of messages.</summary>
    public void Sent(string synchronizer, TimeSpan duration) => _sendings.Record(duration, Synchronizer, synchronizer);

    private void Count(IndexedBatch batch)
    {
        var accepted = 0;
        foreach (var update in batch.Updates)
            if (update.Outcome is { Rejection: { } rejection })
                _commands.Add(1, Outcome, "rejected", "error", ErrorStatus.IdOf(rejection));
            else if (update.Outcome is not null)
                accepted++;
        if (accepted > 0)
            _commands.Add(accepted, Outcome, "accepted");
    }
}
