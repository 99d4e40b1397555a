using Akka.Actor;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Replication;

/// <summary>Shows what the replication manager knows and does: on the status board, and as facts on the event stream.</summary>
internal sealed class StatusPublisher(StatusBoard board, ActorSystem system)
{
    private ReplicaStatus Status => board.Current;

    private TimeSpan Now => system.Scheduler.MonotonicClock;

    /// <summary>Who is there, as seen last.</summary>
    public Roster Roster => Status.Roster;

    public void Entered(ReplicaRole role, LockTerm? held, string why)
    {
        var term = held?.Number ?? Status.Term;
        Publish(
            Status with { Role = role, Held = held, Term = term, Since = TimeProvider.System.GetTimestamp(), Why = why },
            new ReplicaEvent.RoleChanged(Status.Replica, term, Now, role, why));
    }

    public void StageOpened(int stage) =>
        Publish(Marked(stage, isOpen: true), new ReplicaEvent.StageOpened(Status.Replica, Status.Term, Now, Status.Stages[stage].Name));

    public void StageClosed(int stage)
    {
        if (Status.Stages[stage].IsOpen)
            Publish(Marked(stage, isOpen: false), new ReplicaEvent.StageClosed(Status.Replica, Status.Term, Now, Status.Stages[stage].Name));
    }

    public void Lost(string why) => Publish(Status, new ReplicaEvent.LockLost(Status.Replica, Status.Term, Now, why));

    /// <summary>The branch runs: nothing is known yet that keeps it from contending.</summary>
    public void Started() => board.Write(Status with { Trouble = null });

    public void Hindered(string? why) => Publish(Status with { Trouble = why }, why is null
        ? new ReplicaEvent.LockReachable(Status.Replica, Status.Term, Now)
        : new ReplicaEvent.LockUnavailable(Status.Replica, Status.Term, Now, why));

    /// <summary>The policy that was read last stands as long as none can be read.</summary>
    public void Saw(Roster roster, TimeSpan? roundTrip)
    {
        board.Write(Status with { RoundTrip = roundTrip });
        var before = Roster;
        var seen = roster.Replicas.IsEmpty ? roster with { Policy = before.Policy } : roster;
        if (seen.IsSameAs(before))
            return;

        List<ReplicaEvent> news = [];
        if (seen.Policy != before.Policy)
            news.Add(new ReplicaEvent.PolicyChanged(Status.Replica, Status.Term, Now, seen.Policy));
        if (seen.Leader != before.Leader || !seen.Replicas.SequenceEqual(before.Replicas))
            news.Add(new ReplicaEvent.RosterChanged(Status.Replica, Status.Term, Now, seen));
        Publish(Status with { Roster = seen }, [.. news]);
    }

    /// <summary>Another replica took over; shown as a hand-over if that one was to. Returns the answer.</summary>
    public object Succeeded(object answer)
    {
        if (answer is ReplicationProtocol.HandedOver done)
            Publish(Status, new ReplicaEvent.HandedOver(Status.Replica, Status.Term, Now, done.Successor, done.Term, done.Gap));
        return answer;
    }

    /// <summary>This replica contends no more and cannot take over.</summary>
    public void Retired() => board.Write(Status with { Trouble = "it is about to stop" });

    /// <summary>The branch ends: whatever comes next, this replica is not active and holds nothing.</summary>
    public void Stopped() => board.Write(Status with
    {
        Role = ReplicaRole.Passive,
        Held = null,
        Since = TimeProvider.System.GetTimestamp(),
        Why = "stopped",
        Roster = Roster.Unknown with { Policy = Status.Policy },
        Stages = [.. Status.Stages.Select(stage => stage with { IsOpen = false })],
        Trouble = "it is not running",
        RoundTrip = null,
    });

    private ReplicaStatus Marked(int stage, bool isOpen) =>
        Status with { Stages = Status.Stages.SetItem(stage, Status.Stages[stage] with { IsOpen = isOpen }) };

    /// <summary>The board names the last of the facts it shows before any of them is published: who has read it knows which facts are no news.</summary>
    private void Publish(ReplicaStatus status, params ReadOnlySpan<ReplicaEvent> facts)
    {
        board.Write(facts is [.., var latest] ? status with { Latest = latest } : status);
        foreach (var fact in facts)
            system.EventStream.Publish(fact);
    }
}
