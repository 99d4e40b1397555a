using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Google.Protobuf.WellKnownTypes;
using V1 = Canton.Ha.Admin.V1;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>Says what the replica knows in the words of the package <c>canton.ha.admin.v1</c>.</summary>
internal static class Wire
{
    /// <summary>What a replica knows about itself and the others.</summary>
    public static V1.RosterResponse Snapshot(ReplicaStatus status) => new() { Self = Of(status), Roster = Of(status.Roster) };

    public static V1.RosterView Of(Roster roster)
    {
        var view = new V1.RosterView { Policy = Of(roster.Policy) };
        if (roster.Leader is { } leader)
            view.Leader = leader;
        if (roster.Newest is { } newest)
            view.Newest = Of(newest);
        view.Replicas.Add(roster.Replicas.Select(entry => Of(entry, roster)));
        return view;
    }

    public static V1.FailoverPolicy Of(FailoverPolicy policy)
    {
        var told = new V1.FailoverPolicy();
        if (policy.Pause is { } pause)
            told.Pause = new V1.FailoverPause { By = pause.By, Why = pause.Why, Since = Timestamp.FromDateTimeOffset(pause.Since) };
        told.Priorities.Add(policy.Priorities);
        return told;
    }

    public static V1.TermRecord Of(TermRecord term) => new()
    {
        Term = term.Term,
        Replica = term.Replica,
        Cause = term.Cause,
        BeganAt = Timestamp.FromDateTimeOffset(term.BeganAt),
        ActiveAt = TimeOrNull(term.ActiveAt),
        EndedAt = TimeOrNull(term.EndedAt),
        EndCause = term.EndCause ?? "",
    };

    /// <summary>Null for what is for the log of this process only.</summary>
    public static V1.Event? Of(ReplicaEvent fact)
    {
        var change = fact switch
        {
            ReplicaEvent.RoleChanged m => new V1.Event { RoleChanged = new V1.RoleChanged { Role = Of(m.Role), Why = m.Why } },
            ReplicaEvent.StageOpened m => new V1.Event { StageChanged = new V1.Stage { Name = m.Stage, Open = true } },
            ReplicaEvent.StageClosed m => new V1.Event { StageChanged = new V1.Stage { Name = m.Stage, Open = false } },
            ReplicaEvent.LockLost m => new V1.Event { LockLost = new V1.LockLost { Why = m.Why } },
            ReplicaEvent.LockUnavailable m => new V1.Event { LockReachChanged = new V1.LockReach { Trouble = m.Why } },
            ReplicaEvent.LockReachable => new V1.Event { LockReachChanged = new V1.LockReach() },
            ReplicaEvent.RosterChanged m => new V1.Event { RosterChanged = Of(m.Roster) },
            ReplicaEvent.PolicyChanged m => new V1.Event { PolicyChanged = Of(m.Policy) },
            ReplicaEvent.HandedOver m => new V1.Event { HandedOver = new V1.HandedOver { Successor = m.Successor, SuccessorTerm = m.SuccessorTerm, Gap = Duration.FromTimeSpan(m.Gap) } },
            ReplicaEvent.BranchFailed m => new V1.Event { BranchFailed = new V1.BranchFailed { Why = m.Why, Delay = Duration.FromTimeSpan(m.Delay) } },
            ReplicaEvent.SynchronizerChanged m => new V1.Event { SynchronizerChanged = new V1.SynchronizerChanged { Alias = m.Alias, Phase = Of(m.Phase), Why = m.Why } },
            ReplicaEvent.Refused m => new V1.Event { Refused = new V1.Refused { Why = m.Why } },
            _ => null,
        };
        if (change is not null)
            (change.Replica, change.Term, change.At) = (fact.Replica, fact.Term, Duration.FromTimeSpan(fact.At));
        return change;
    }

    private static V1.ReplicaState Of(ReplicaStatus status)
    {
        var state = new V1.ReplicaState
        {
            Replica = status.Replica,
            Role = Of(status.Role),
            Active = status.IsActive,
            Ready = status.IsReady,
            Term = status.Term,
            InRoleFor = Duration.FromTimeSpan(TimeProvider.System.GetElapsedTime(status.Since)),
            Why = status.Why,
        };
        if (status.Trouble is { } trouble)
            state.Trouble = trouble;
        if (status.Held is { } held)
            state.ProofAge = Duration.FromTimeSpan(held.Proof.Age);
        state.Stages.Add(status.Stages.Select(stage => new V1.Stage { Name = stage.Name, Open = stage.IsOpen }));
        return state;
    }

    private static V1.Replica Of(RosterEntry entry, Roster roster) => new()
    {
        Name = entry.Replica,
        HealthAddress = entry.Addresses.Health,
        AdminAddress = entry.Addresses.Admin,
        LedgerAddress = entry.Addresses.Ledger,
        Leads = entry.Replica == roster.Leader,
        Priority = roster.Policy.PriorityOf(entry.Replica),
    };

    private static V1.Role Of(ReplicaRole role) => role switch
    {
        ReplicaRole.Passive => V1.Role.Passive,
        ReplicaRole.Promoting => V1.Role.Promoting,
        ReplicaRole.Active => V1.Role.Active,
        ReplicaRole.Demoting => V1.Role.Demoting,
        ReplicaRole.StandingBack => V1.Role.StandingBack,
        _ => V1.Role.Unspecified,
    };

    private static V1.SynchronizerPhase Of(SynchronizerPhase phase) => phase switch
    {
        SynchronizerPhase.Disconnected => V1.SynchronizerPhase.Disconnected,
        SynchronizerPhase.Connecting => V1.SynchronizerPhase.Connecting,
        SynchronizerPhase.Connected => V1.SynchronizerPhase.Connected,
        _ => V1.SynchronizerPhase.Unspecified,
    };

    private static Timestamp? TimeOrNull(DateTimeOffset? time) => time is { } known ? Timestamp.FromDateTimeOffset(known) : null;
}
