using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Replication;

/// <summary>Handing over: what happens between the closing of the last stage and the successor's barrier, and when the node is to stop.</summary>
internal sealed partial class ReplicationManager
{
    private void StandingBack()
    {
        Receive<RosterProtocol.Seen>(m => _handover?.SuccessorOf(_replica, m.Roster) is not null, OnSuccessor);
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

    private void OnSetPassive(ReplicationProtocol.SetPassive asked)
    {
        if (Objection(asked.To) is { } objection)
            Sender.Tell(objection with { Why = $"{_replica} stays active: {objection.Why}." });
        else
            HandOver(asked.Why, asked.To, isForGood: false);
    }

    /// <summary>While automatic failover is paused, only a successor that is named may take the lock.</summary>
    private ReplicationProtocol.Refused? Objection(string? to)
    {
        if (_status.Roster.Replicas.IsEmpty)
            return new(RefusalReason.NoOtherReplica, "it cannot see whether another replica is there to take over");
        if (IsAlone())
            return new(RefusalReason.NoOtherReplica, "no other replica is there to take over");
        if (to is not null && !IsThere(to))
            return new(RefusalReason.UnknownSuccessor, $"{to} is not another replica that is there; there are {OtherNames()}");
        if (to is null && _status.Roster.Policy.Pause is { } pause)
            return new(RefusalReason.NeedsSuccessor, $"its successor must be named ({OtherNames()}), because {pause}");
        return null;
    }

    private void HandOver(string why, string? to, bool isForGood)
    {
        _handover = new Handover([Sender], _term, Now, to, isForGood);
        Demote(why, _settings.DrainTimeout, afterwards: StandBack);
    }

    private void RetireAfterwards()
    {
        _handover = (_handover ?? new Handover([], _term, Now, To: null, IsForGood: true)).ForGood(Sender);
        _afterwards = StandBack;
    }

    private void RetireUnused()
    {
        Sender.Tell(new ReplicationProtocol.Refused(RefusalReason.NotActive, $"{_replica} has nothing to hand over: it is not active."));
        Retire();
    }

    private void StandBack()
    {
        var vain = WhyInVain();
        Enter(ReplicaRole.StandingBack, StandingBack, vain is null ? $"it waits for {_handover?.To ?? "a successor"}" : $"it waits for nobody: {vain}");
        Timers.StartSingleTimer(nameof(StandBackOver), StandBackOver.Instance, _settings.SetPassiveTimeout);
        if (vain is not null)
            OnNobodyTookOver();
    }

    private void OnSuccessor(RosterProtocol.Seen seen)
    {
        Saw(seen);
        var handover = EndHandover();
        handover.Answer(_status.Succeeded(handover.AnswerFor(seen.Roster.Newest!, Now)));
        if (handover.IsForGood)
            Retire();
        else
            Contend();
    }

    private void OnSeenWhileStandingBack(RosterProtocol.Seen seen)
    {
        Saw(seen);
        if (WhyInVain() is not null)
            OnNobodyTookOver();
    }

    private void OnNobodyTookOver()
    {
        var handover = EndHandover();
        _takingBack.Begin(handover, Now - handover.StartedAt);
        if (handover.IsForGood)
            Retire();
        else
            Contend();
    }

    private Handover EndHandover()
    {
        Timers.Cancel(nameof(StandBackOver));
        var handover = _handover!;
        _handover = null;
        return handover;
    }

    private void Retire()
    {
        _takingBack.End("it is about to stop");
        Context.Stop(_lock);
        Context.Stop(_roster);
        Enter(ReplicaRole.Passive, Retired, "it is about to stop");
        _status.Retired();
    }

    private Nomination? Nomination() => _handover is { To: { } successor } ? new Nomination(successor, _settings.SetPassiveTimeout) : null;

    /// <summary>Why nobody will take over; null while somebody may. A roster that could not be read says nothing about a successor.</summary>
    private string? WhyInVain() => (_handover?.To, _status.Roster) switch
    {
        (_, { Replicas.IsEmpty: true }) => null,
        (_, { Leader: { } leader }) when leader != _replica => null,
        (null, { Policy.Pause: { } pause }) => $"{pause}",
        ({ } to, _) when !IsThere(to) => $"{to} has gone",
        _ => IsAlone() ? "no other replica is there" : null,
    };

    private bool IsThere(string other) => _status.Roster.Others(_replica).Any(entry => entry.Replica == other);

    private bool IsAlone() => !_status.Roster.Others(_replica).Any();

    private string OtherNames() => string.Join(", ", _status.Roster.Others(_replica).Select(entry => entry.Replica));

    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    private sealed record StandBackOver
    {
        public static readonly StandBackOver Instance = new();
    }
}
