using System.Collections.Immutable;
using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A status board with one stage and the word of its replication manager.</summary>
public sealed class Board(string replica)
{
    private static readonly ImmutableArray<RosterEntry> s_replicas = [new("participant1", new("127.0.0.1:8081", "127.0.0.1:5012", "")), new("participant2", ReplicaAddresses.None)];

    private readonly CancellationTokenSource _lost = new();

    public StatusBoard Status { get; } = new(replica, ["write-pool"]);

    public static Board Of(string replica, ReplicaRole role, string? trouble = null)
    {
        var board = new Board(replica);
        board.Become(role, trouble);
        return board;
    }

    public void Become(ReplicaRole role, string? trouble = null)
    {
        var proof = new LockProof(TimeSpan.FromMinutes(1), TimeProvider.System);
        var isHeld = role is not (ReplicaRole.Passive or ReplicaRole.StandingBack);
        Status.Write(Status.Current with
        {
            Role = role,
            Held = isHeld ? new LockTerm(3, new SessionId(1, 1), proof, _lost.Token) : null,
            Term = 3,
            Since = TimeProvider.System.GetTimestamp(),
            Why = "the test says so",
            Roster = new Roster(s_replicas, "participant1", null, FailoverPolicy.None),
            Stages = [new StageStatus("write-pool", role == ReplicaRole.Active)],
            Trouble = trouble,
        });
    }

    /// <summary>The row of a term is read.</summary>
    public void SeeTerm(long term, string replica, string cause) => Status.Write(Status.Current with
    {
        Roster = Status.Current.Roster with { Newest = new TermRecord(term, replica, cause, DateTimeOffset.UnixEpoch, null, null, null) },
    });

    /// <summary>Nothing is known of the others.</summary>
    public void CutOff() => Status.Write(Status.Current with { Roster = Roster.Unknown });

    /// <summary>Nobody has the main lock.</summary>
    public void LoseLeader() => Status.Write(Status.Current with { Roster = Status.Current.Roster with { Leader = null } });

    /// <summary>Says something as the replication manager does: the board first.</summary>
    public void Say(ActorSystem system, ReplicaEvent fact)
    {
        Status.Write(Status.Current with { Latest = fact });
        system.EventStream.Publish(fact);
    }

    public void Pause(string by, string why) => Status.Write(Status.Current with
    {
        Roster = Status.Current.Roster with { Policy = FailoverPolicy.None with { Pause = new FailoverPause(by, why, DateTimeOffset.UnixEpoch) } },
    });

    public void LoseTerm() => _lost.Cancel();
}
