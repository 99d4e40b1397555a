using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>What the status board of a replica says, as numbers, read when somebody asks.</summary>
internal static class ReplicaGauges
{
    private static readonly ReplicaRole[] s_roles = Enum.GetValues<ReplicaRole>();

    /// <summary>Shows a replica.</summary>
    /// <param name="meter">Its meter.</param>
    /// <param name="board">Its status board.</param>
    /// <param name="kind">What it is a replica of: <c>participant</c> or <c>synchronizer</c>.</param>
    public static void Show(ReplicaMeter meter, StatusBoard board, string kind)
    {
        meter.Gauges("replica.info", "", "1, with the version of the replica as a tag.", "version", () => [(NodeVersion.Current, 1)]);
        meter.Gauges("replica.kind", "", "1, with what it is a replica of as a tag.", "kind", () => [(kind, 1)]);
        ShowRole(meter, board);
        ShowLock(meter, board);
        ShowOthers(meter, board);
    }

    private static void ShowRole(ReplicaMeter meter, StatusBoard board)
    {
        meter.Gauges("replica.role", "", "1 for the role that the replica has, 0 for the others.", "role",
            () => s_roles.Select(role => (RoleNames.Of(role), One(board.Current.Role == role))));
        meter.Gauge("replica.active", "", "1 while the replica serves: its role is active, and it can prove that it holds the main lock.", () => One(board.Current.IsActive));
        meter.Gauge("replica.ready", "", "1 while the replica serves or could take over.", () => One(board.Current.IsReady));
        meter.Gauge("replica.hindered", "", "1 while something keeps the replica from contending for the main lock; GET /health says what.", () => One(board.Current.Trouble is not null));
        meter.Gauge("replica.role.age", "s", "How long the replica has had its role.", () => TimeProvider.System.GetElapsedTime(board.Current.Since).TotalSeconds);
        meter.Gauges("replica.stage.open", "", "1 while a stage is open.", "stage", () => board.Current.Stages.Select(stage => (stage.Name, One(stage.IsOpen))));
    }

    private static void ShowLock(ReplicaMeter meter, StatusBoard board)
    {
        meter.Gauge("replica.term", "{term}", "The last term that the replica held; 0 before the first.", () => board.Current.Term);
        meter.Gauge("lock.proof.age", "s", "Time since the replica last proved that it holds the main lock; only while it holds it.", () => board.Current.Held?.Proof.Age.TotalSeconds);
        meter.Gauges("lock.holder", "", "1 for who holds the main lock, as the replica saw it last, 0 for the others that are there.", "holder", () => HoldersIn(board.Current.Roster));
    }

    private static void ShowOthers(ReplicaMeter meter, StatusBoard board)
    {
        meter.Gauge("roster.replicas", "{replica}", "Replicas that are there, this one included, as it saw them last; 0 while it cannot see any.", () => board.Current.Roster.Replicas.Length);
        meter.Gauge("roster.round_trip", "s", "How long the database took to answer when the replica read the roster last; only while it can.", () => board.Current.RoundTrip?.TotalSeconds);
        meter.Gauge("failover.paused", "", "1 while automatic failover is paused.", () => One(board.Current.Policy.Pause is not null));
        meter.Gauges("failover.priority", "", "Priorities of replicas, as far as they are not 0.", "of",
            () => board.Current.Policy.Priorities.Select(priority => (priority.Key, (double)priority.Value)));
    }

    private static IEnumerable<(string Holder, double Value)> HoldersIn(Roster roster) =>
        roster.Replicas.Select(entry => entry.Replica).Union(roster.Leader is { } leader ? [leader] : [])
            .Select(replica => (replica, One(replica == roster.Leader)));

    private static double One(bool isSo) => isSo ? 1 : 0;
}
