using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Monitoring;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>The instruments for what happens to one replica.</summary>
internal sealed class RecorderInstruments
{
    private readonly ReplicaCounter _roles;
    private readonly ReplicaHistogram _takeovers;
    private readonly ReplicaHistogram _gaps;
    private readonly ReplicaHistogram _stages;
    private readonly ReplicaCounter _losses;
    private readonly ReplicaCounter _restarts;
    private readonly ReplicaCounter _disconnects;
    private readonly ReplicaHistogram _lateness;
    private ImmutableSortedDictionary<string, double> _connected = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Those of one replica.</summary>
    public RecorderInstruments(ReplicaMeter meter)
    {
        _roles = meter.Counter("replica.role.changes", "{change}", "Changes of the role, by the new role.");
        _takeovers = meter.Durations("replica.takeover.duration", "How long it took from holding the main lock until every stage was open, by cause.", Buckets.Transitions);
        _gaps = meter.Durations("replica.switchover.gap", "How long nobody served when this replica handed over: from its demotion to the barrier of its successor.", Buckets.Transitions);
        _stages = meter.Durations("replica.stage.duration", "How long stages took to open and to close.", Buckets.Transitions);
        _losses = meter.Counter("lock.losses", "{loss}", "Times that the main lock was lost, and not given back.");
        _restarts = meter.Counter("replica.restarts", "{restart}", "Times that a crash ended the actors of the replica, which were then built anew.");
        _disconnects = meter.Counter("synchronizer.disconnects", "{disconnect}", "Times that a connection to a synchronizer was lost.");
        _lateness = meter.Durations("actors.lateness", "How late an actor of this process was to do what it had been due to do; measured every second.", Buckets.Calls);
        meter.Gauges(
            "synchronizer.connected", "", "1 while a synchronizer is connected, 0 while it is wanted and not connected; only while it is wanted.", "synchronizer",
            () => Volatile.Read(ref _connected).Select(connection => (connection.Key, connection.Value)));
    }

    /// <summary>What has not happened yet has happened zero times, so that the first time can be seen as a growth.</summary>
    public void Begin()
    {
        foreach (var role in Enum.GetValues<ReplicaRole>())
            _roles.Add(0, "role", RoleNames.Of(role));
        _losses.Add(0);
        _restarts.Add(0);
    }

    public void Role(ReplicaRole role) => _roles.Add(1, "role", RoleNames.Of(role));

    public void TookOver(TimeSpan took, string cause) => _takeovers.Record(took, "cause", cause);

    public void HandedOver(TimeSpan gap) => _gaps.Record(gap);

    public void Stage(string stage, string change, TimeSpan took) => _stages.Record(took, "stage", stage, "change", change);

    public void Lost() => _losses.Add(1);

    public void Restarted() => _restarts.Add(1);

    public void Late(TimeSpan by) => _lateness.Record(by);

    public void Synchronizer(string alias, SynchronizerPhase phase)
    {
        if (phase == SynchronizerPhase.Connecting && _connected.GetValueOrDefault(alias) > 0)
            _disconnects.Add(1, "synchronizer", alias);
        Volatile.Write(ref _connected, phase == SynchronizerPhase.Disconnected ? _connected.Remove(alias) : _connected.SetItem(alias, phase == SynchronizerPhase.Connected ? 1 : 0));
    }
}
