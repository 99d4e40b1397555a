using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Tests.Scenarios;

/// <summary>What a replica says, as a line of a transcript; times and pauses are left out, because they vary.</summary>
internal static class Facts
{
    public static string Of(ReplicaEvent fact)
    {
        var (subject, what) = fact switch
        {
            ReplicaEvent.RoleChanged m => ("replication", $"{m.Role} in term {m.Term}: {m.Why}"),
            ReplicaEvent.StageOpened m => (m.Stage, "open"),
            ReplicaEvent.StageClosed m => (m.Stage, "closed"),
            ReplicaEvent.LockLost m => ("lock", $"lost term {m.Term}: {m.Why}"),
            ReplicaEvent.LockUnavailable m => ("lock", $"out of reach: {m.Why}"),
            ReplicaEvent.LockReachable => ("lock", "within reach"),
            ReplicaEvent.RosterChanged m => ("roster", Of(m.Roster)),
            ReplicaEvent.PolicyChanged m => ("policy", Of(m.Policy)),
            ReplicaEvent.HandedOver m => ("replication", $"handed over to {m.Successor} in term {m.SuccessorTerm}"),
            ReplicaEvent.SynchronizerChanged m => (m.Alias, $"{m.Phase}: {m.Why}"),
            ReplicaEvent.BranchFailed m => ("node", $"failed: {m.Why}"),
            ReplicaEvent.Refused m => ("node", $"stopped for good: {m.Why}"),
            _ => throw new ArgumentException($"Not a known fact: {fact}", nameof(fact)),
        };
        return Line(fact.Replica, subject, what);
    }

    public static string OfDatabase(string noted) => Line("", "database", noted);

    public static string OfAnswer(string replica, object answer) => Line(replica, "answer", answer switch
    {
        ReplicationProtocol.HandedOver handed => $"handed over to {handed.Successor} in term {handed.Term}",
        ReplicationProtocol.SomebodyElseTookOver other => $"{other.Successor} took over in term {other.Term}, and not {other.Wanted}",
        ReplicationProtocol.NobodyTookOver nobody => $"nobody took over; {nobody.Since}",
        ReplicationProtocol.Refused refused => $"refused: {refused.Why}",
        _ => throw new ArgumentException($"Not an answer: {answer}", nameof(answer)),
    });

    private static string Of(FailoverPolicy policy)
    {
        var pause = policy.Pause is { } paused ? $"paused by {paused.By}: {paused.Why}" : "failover is automatic";
        return string.Join("; ", [pause, .. policy.Priorities.Select(entry => $"{entry.Key} has priority {entry.Value}")]);
    }

    private static string Of(Roster roster)
    {
        var present = roster.Replicas.IsEmpty ? "nobody known" : string.Join(", ", roster.Replicas.Select(entry => entry.Replica));
        return roster.Leader is null ? present : $"{present}; {roster.Leader} leads";
    }

    private static string Line(string replica, string subject, string what) => $"{replica,-13}{subject,-14}{what}";
}
