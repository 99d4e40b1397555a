using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Monitoring;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>The instruments for what happens to one replica.</summary>
internal sealed class RecorderInstruments
{
    /// <summary>A stage has opened.</summary>
    public const string Open = "open";

    /// <summary>A stage has closed.</summary>
    public const string Close = "close";

    private static readonly string[] s_changes = [Open, Close];

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
    /// <param name="meter">What makes them.</param>
    /// <param name="stages">Names of its stages.</param>
    public RecorderInstruments(ReplicaMeter meter, IEnumerable<string> stages)
    {
        _roles = meter.Counter("replica.role.changes", "{change}", "Changes of the role, by the new role.");
        _takeovers = meter.Durations("replica.takeover.duration", "How long it took from holding the main lock until every stage was open, by cause.", Buckets.Transitions,
            Takeovers.Causes.Select(cause => Tags(("cause", cause))));
        _gaps = meter.Durations("replica.switchover.gap", "How long nobody served when this replica handed over: from its demotion to the barrier of its successor.", Buckets.Transitions, [[]]);
        _stages = meter.Durations("replica.stage.duration", "How long stages took to open and to close.", Buckets.Transitions,
            stages.SelectMany(stage => s_changes.Select(change => Tags(("stage", stage), ("change", change)))));
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

    /// <param name="stage">Its name.</param>
    /// <param name="change"><see cref="Open"/> or <see cref="Close"/>.</param>
    /// <param name="took">How long.</param>
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

    private static KeyValuePair<string, object?>[] Tags(params (string Name, string Value)[] tags) => [.. tags.Select(tag => KeyValuePair.Create(tag.Name, (object?)tag.Value))];
}
