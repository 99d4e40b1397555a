using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Replication;

/// <summary>Handing over: what happens between the closing of the last stage and the successor's barrier, and when the node is to stop.</summary>
internal sealed partial class ReplicationManager
{
    private void StandingBack()
    {
        Receive<RosterProtocol.Seen>(m => m.Roster.Newest is { } newest && newest.Term > _term && newest.Replica != _replica, OnSuccessor);
        Receive<RosterProtocol.Seen>(OnSeenWhileStandingBack);
        Receive<StandBackOver>(_ => OnNobodyTookOver());
        Receive<ReplicationProtocol.Retire>(_ => RetireAfterwards());
        Refuse(RefusalReason.InTransition, "it is just handing over");
        Notice();
    }

    private void Retired()
    {
        Ignore<LockProtocol.Acquired>();
        Ignore<LockProtocol.Hindered>();
        Ignore<RestOver>();
        Receive<ReplicationProtocol.Retire>(_ => Sender.Tell(new ReplicationProtocol.Refused(RefusalReason.HasStopped, $"{_replica} has nothing to hand over: it has stopped.")));
        Refuse(RefusalReason.HasStopped, "it has stopped");
        Notice();
    }

    private void StayActive() => Sender.Tell(new ReplicationProtocol.Refused(RefusalReason.NoOtherReplica, _status.Roster.Replicas.IsEmpty
        ? $"{_replica} stays active: it cannot see whether another replica is there to take over."
        : $"{_replica} stays active: no other replica is there to take over."));

    private void HandOver(string why, bool isForGood)
    {
        _handover = new Handover([Sender], Context.System.Scheduler.MonotonicClock, isForGood);
        Demote(why, _settings.DrainTimeout, afterwards: StandBack);
    }

    private void RetireAfterwards()
    {
        _handover = (_handover ?? new Handover([], Context.System.Scheduler.MonotonicClock, IsForGood: true)).ForGood(Sender);
        _afterwards = StandBack;
    }

    private void RetireUnused()
    {
        Sender.Tell(new ReplicationProtocol.Refused(RefusalReason.NotActive, $"{_replica} has nothing to hand over: it is not active."));
        Retire();
    }

    private void StandBack()
    {
        Enter(ReplicaRole.StandingBack, StandingBack, "it waits for a successor");
        Timers.StartSingleTimer(nameof(StandBackOver), StandBackOver.Instance, _settings.SetPassiveTimeout);
        if (IsKnownToBeAlone())
            OnNobodyTookOver();
    }

    private void OnSuccessor(RosterProtocol.Seen seen)
    {
        _status.Saw(seen.Roster);
        var successor = seen.Roster.Newest!;
        var answer = new ReplicationProtocol.HandedOver(successor.Replica, successor.Term, HandoverAge());
        _status.HandedOver(answer);
        EndHandover(answer);
    }

    private void OnSeenWhileStandingBack(RosterProtocol.Seen seen)
    {
        _status.Saw(seen.Roster);
        if (IsKnownToBeAlone())
            OnNobodyTookOver();
    }

    private void OnNobodyTookOver() => EndHandover(new ReplicationProtocol.NobodyTookOver(HandoverAge()));

    private void EndHandover(object answer)
    {
        Timers.Cancel(nameof(StandBackOver));
        var handover = _handover!;
        _handover = null;
        handover.Answer(answer);
        if (handover.IsForGood)
            Retire();
        else
            Contend();
    }

    private void Retire()
    {
        Context.Stop(_lock);
        Context.Stop(_roster);
        Enter(ReplicaRole.Passive, Retired, "it is about to stop");
        _status.Retired();
    }

    /// <summary>A roster that could not be read says nothing about a successor.</summary>
    private bool IsKnownToBeAlone() => IsAlone() && !_status.Roster.Replicas.IsEmpty;

    private bool IsAlone() => !_status.Roster.Others(_replica).Any();

    private TimeSpan HandoverAge() => Context.System.Scheduler.MonotonicClock - (_handover?.StartedAt ?? TimeSpan.Zero);

    private sealed record StandBackOver
    {
        public static readonly StandBackOver Instance = new();
    }
}
