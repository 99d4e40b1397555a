using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Shell;

/// <summary>Says a fact about a replica in one sentence, whose subject is the replica.</summary>
internal static class EventSentence
{
    public static string Of(ReplicaEvent fact) => fact switch
    {
        ReplicaEvent.RoleChanged m => Role(m.Role, m.Term, m.Why),
        ReplicaEvent.StageOpened m => $"has opened {m.Stage} in term {m.Term}",
        ReplicaEvent.StageClosed m => $"has closed {m.Stage} after term {m.Term}",
        ReplicaEvent.LockLost m => $"has lost the lock of term {m.Term}: {m.Why}",
        ReplicaEvent.LockUnavailable m => $"cannot take the lock: {m.Why}",
        ReplicaEvent.LockReachable => "can take the lock again",
        ReplicaEvent.RosterChanged m => $"sees {Names(m.Roster)}; {Leader(m.Roster)}",
        ReplicaEvent.PolicyChanged { Policy.Pause: { } pause } m => $"sees that {pause}{AndPriorities(m.Policy)}",
        ReplicaEvent.PolicyChanged m => $"sees that failover is automatic{AndPriorities(m.Policy)}",
        ReplicaEvent.HandedOver m =>
            $"has handed over to {m.Successor}, which passed the barrier in term {m.SuccessorTerm}, {m.Gap.TotalMilliseconds:F0} ms after the demotion began",
        ReplicaEvent.BranchFailed m => $"has failed and is built anew in {ConsoleText.Seconds(m.Delay)}: {m.Why}",
        ReplicaEvent.SynchronizerChanged { Phase: SynchronizerPhase.Connected } m => $"is connected to {m.Alias}: {m.Why}",
        ReplicaEvent.SynchronizerChanged { Phase: SynchronizerPhase.Connecting } m => $"is connecting to {m.Alias}: {m.Why}",
        ReplicaEvent.SynchronizerChanged m => $"is disconnected from {m.Alias}: {m.Why}",
        ReplicaEvent.Listens m => $"serves its {m.Api} on {m.Address}",
        ReplicaEvent.Refused m => $"has stopped for good: {m.Why}",
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "There is no sentence for this kind of fact."),
    };

    /// <summary>The role that somebody has.</summary>
    public static string Role(ReplicaRole role, long term, string why) =>
        term == 0 ? $"is {ConsoleText.Role(role)}: {why}" : $"is {ConsoleText.Role(role)} in term {term}: {why}";

    /// <summary>Who has which priority.</summary>
    public static string Priorities(FailoverPolicy policy) => string.Join(", ", policy.Priorities.Select(entry => $"{entry.Key} {entry.Value}"));

    private static string Names(Roster roster) =>
        roster.Replicas.IsEmpty ? "nobody" : string.Join(", ", roster.Replicas.Select(entry => entry.Replica));

    private static string AndPriorities(FailoverPolicy policy) => policy.Priorities.IsEmpty ? "" : $"; priorities: {Priorities(policy)}";

    private static string Leader(Roster roster) => roster.Leader is { } leader ? $"{leader} leads" : "nobody leads";
}
