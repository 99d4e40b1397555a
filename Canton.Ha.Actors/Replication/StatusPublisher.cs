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
        board.Write(Status with { Role = role, Held = held, Term = term, Since = TimeProvider.System.GetTimestamp(), Why = why });
        Publish(new ReplicaEvent.RoleChanged(Status.Replica, term, Now, role, why));
    }

    public void StageOpened(int stage)
    {
        Mark(stage, isOpen: true);
        Publish(new ReplicaEvent.StageOpened(Status.Replica, Status.Term, Now, Status.Stages[stage].Name));
    }

    public void StageClosed(int stage)
    {
        var wasOpen = Status.Stages[stage].IsOpen;
        Mark(stage, isOpen: false);
        if (wasOpen)
            Publish(new ReplicaEvent.StageClosed(Status.Replica, Status.Term, Now, Status.Stages[stage].Name));
    }

    public void Lost(string why) => Publish(new ReplicaEvent.LockLost(Status.Replica, Status.Term, Now, why));

    /// <summary>The branch runs: nothing is known yet that keeps it from contending.</summary>
    public void Started() => board.Write(Status with { Trouble = null });

    public void Hindered(string? why)
    {
        board.Write(Status with { Trouble = why });
        Publish(why is null
            ? new ReplicaEvent.LockReachable(Status.Replica, Status.Term, Now)
            : new ReplicaEvent.LockUnavailable(Status.Replica, Status.Term, Now, why));
    }

    public void Saw(Roster roster)
    {
        if (roster.IsSameAs(Status.Roster))
            return;

        var isNews = roster.Leader != Roster.Leader || !roster.Replicas.SequenceEqual(Roster.Replicas);
        board.Write(Status with { Roster = roster });
        if (isNews)
            Publish(new ReplicaEvent.RosterChanged(Status.Replica, Status.Term, Now, roster));
    }

    public void HandedOver(ReplicationProtocol.HandedOver answer) =>
        Publish(new ReplicaEvent.HandedOver(Status.Replica, Status.Term, Now, answer.Successor, answer.Term, answer.Gap));

    /// <summary>This replica contends no more and cannot take over.</summary>
    public void Retired() => board.Write(Status with { Trouble = "it is about to stop" });

    /// <summary>The branch ends: whatever comes next, this replica is not active and holds nothing.</summary>
    public void Stopped() => board.Write(Status with
    {
        Role = ReplicaRole.Passive,
        Held = null,
        Since = TimeProvider.System.GetTimestamp(),
        Why = "stopped",
        Roster = Roster.Unknown,
        Stages = [.. Status.Stages.Select(stage => stage with { IsOpen = false })],
        Trouble = "it is not running",
    });

    private void Mark(int stage, bool isOpen) =>
        board.Write(Status with { Stages = Status.Stages.SetItem(stage, Status.Stages[stage] with { IsOpen = isOpen }) });

    private void Publish(ReplicaEvent fact) => system.EventStream.Publish(fact);
}
