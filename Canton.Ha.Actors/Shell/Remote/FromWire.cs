using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts;
using Com.Digitalasset.Canton.Admin.Health.V30;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Google.Protobuf.WellKnownTypes;
using V1 = Canton.Ha.Admin.V1;

namespace Canton.Ha.Actors.Shell.Remote;

/// <summary>What nodes say over the Admin API, in this program's own words.</summary>
internal static class FromWire
{
    public static NodeStatus Status(ParticipantStatusResponse.Types.ParticipantStatusResponseStatus status, V1.RosterResponse roster)
    {
        var common = status.CommonStatus ?? new Com.Digitalasset.Canton.Admin.Health.V30.Status();
        var self = roster.Self ?? new V1.ReplicaState();
        return new NodeStatus(
            self.Replica, Time(common.Uptime), [.. common.Ports.OrderBy(port => port.Key).Select(port => new NodeStatus.Named(port.Key, $"{port.Value}"))],
            [.. status.ConnectedSynchronizers.Select(Synchronizer)], common.Active, Role(self.Role), self.Term, Time(self.InRoleFor), self.Why,
            [.. common.Components.Select(Component)], self.HasTrouble ? self.Trouble : null, Policy(roster.Roster?.Policy), common.Version,
            [.. status.SupportedProtocolVersions]);
    }

    public static Roster Roster(V1.RosterView? view) => view is null ? Contracts.Roster.Unknown : new Roster(
        [.. view.Replicas.Select(Entry)], view.HasLeader ? view.Leader : null, view.Newest is { } newest ? Term(newest) : null, Policy(view.Policy));

    public static TermRecord Term(V1.TermRecord term) => new(
        term.Term, term.Replica, term.Cause, term.BeganAt?.ToDateTimeOffset() ?? default, term.ActiveAt?.ToDateTimeOffset(), term.EndedAt?.ToDateTimeOffset(),
        term.EndedAt is null ? null : term.EndCause);

    public static FailoverPolicy Policy(V1.FailoverPolicy? policy) => policy is null ? FailoverPolicy.None : new FailoverPolicy(
        policy.Pause is { } pause ? new FailoverPause(pause.By, pause.Why, pause.Since?.ToDateTimeOffset() ?? default) : null,
        policy.Priorities.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>Null for news of a kind that this version does not know.</summary>
    public static NodeNews? News(V1.WatchResponse news) => news.KindCase switch
    {
        V1.WatchResponse.KindOneofCase.Snapshot when news.Snapshot.Self is { } self => new NodeNews.Found(Role(self.Role), self.Term, self.Why, self.Active),
        V1.WatchResponse.KindOneofCase.Event when Fact(news.Event) is { } fact => new NodeNews.Changed(fact),
        _ => null,
    };

    private static ReplicaEvent? Fact(V1.Event e) => e.WhatCase switch
    {
        V1.Event.WhatOneofCase.RoleChanged => new ReplicaEvent.RoleChanged(e.Replica, e.Term, At(e), Role(e.RoleChanged.Role), e.RoleChanged.Why),
        V1.Event.WhatOneofCase.StageChanged when e.StageChanged.Open => new ReplicaEvent.StageOpened(e.Replica, e.Term, At(e), e.StageChanged.Name),
        V1.Event.WhatOneofCase.StageChanged => new ReplicaEvent.StageClosed(e.Replica, e.Term, At(e), e.StageChanged.Name),
        V1.Event.WhatOneofCase.LockLost => new ReplicaEvent.LockLost(e.Replica, e.Term, At(e), e.LockLost.Why),
        V1.Event.WhatOneofCase.LockReachChanged when e.LockReachChanged.HasTrouble => new ReplicaEvent.LockUnavailable(e.Replica, e.Term, At(e), e.LockReachChanged.Trouble),
        V1.Event.WhatOneofCase.LockReachChanged => new ReplicaEvent.LockReachable(e.Replica, e.Term, At(e)),
        V1.Event.WhatOneofCase.RosterChanged => new ReplicaEvent.RosterChanged(e.Replica, e.Term, At(e), Roster(e.RosterChanged)),
        V1.Event.WhatOneofCase.HandedOver =>
            new ReplicaEvent.HandedOver(e.Replica, e.Term, At(e), e.HandedOver.Successor, e.HandedOver.SuccessorTerm, Time(e.HandedOver.Gap)),
        V1.Event.WhatOneofCase.BranchFailed => new ReplicaEvent.BranchFailed(e.Replica, e.Term, At(e), e.BranchFailed.Why, Time(e.BranchFailed.Delay)),
        V1.Event.WhatOneofCase.Refused => new ReplicaEvent.Refused(e.Replica, e.Term, At(e), e.Refused.Why),
        V1.Event.WhatOneofCase.SynchronizerChanged => new ReplicaEvent.SynchronizerChanged(
            e.Replica, e.Term, At(e), e.SynchronizerChanged.Alias, Phase(e.SynchronizerChanged.Phase), e.SynchronizerChanged.Why),
        V1.Event.WhatOneofCase.PolicyChanged => new ReplicaEvent.PolicyChanged(e.Replica, e.Term, At(e), Policy(e.PolicyChanged)),
        _ => null,
    };

    private static ReplicaRole Role(V1.Role role) => role switch
    {
        V1.Role.Promoting => ReplicaRole.Promoting,
        V1.Role.Active => ReplicaRole.Active,
        V1.Role.Demoting => ReplicaRole.Demoting,
        V1.Role.StandingBack => ReplicaRole.StandingBack,
        _ => ReplicaRole.Passive,
    };

    private static SynchronizerPhase Phase(V1.SynchronizerPhase phase) => phase switch
    {
        V1.SynchronizerPhase.Connecting => SynchronizerPhase.Connecting,
        V1.SynchronizerPhase.Connected => SynchronizerPhase.Connected,
        _ => SynchronizerPhase.Disconnected,
    };

    private static RosterEntry Entry(V1.Replica replica) => new(replica.Name, new ReplicaAddresses(replica.HealthAddress, replica.AdminAddress, replica.LedgerAddress));

    private static NodeStatus.Synchronizer Synchronizer(ConnectedSynchronizer connected) =>
        new(connected.PhysicalSynchronizerId, connected.Health == ConnectedSynchronizer.Types.Health.Healthy);

    private static NodeStatus.Named Component(ComponentStatus component) => new(component.Name, component.StatusCase switch
    {
        ComponentStatus.StatusOneofCase.Ok => $"Ok({component.Ok.Description})",
        ComponentStatus.StatusOneofCase.Degraded => $"Degraded({component.Degraded.Description})",
        ComponentStatus.StatusOneofCase.Failed => $"Failed({component.Failed.Description})",
        ComponentStatus.StatusOneofCase.Fatal => $"Fatal({component.Fatal.Description})",
        _ => "Unknown",
    });

    private static TimeSpan At(V1.Event e) => Time(e.At);

    private static TimeSpan Time(Duration? duration) => duration?.ToTimeSpan() ?? TimeSpan.Zero;
}
