using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Node;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>One replica of the real actors over a fake database, with two fake stages outside its write pool.</summary>
internal sealed class FakeReplica
{
    private readonly IActorRef _node;

    public FakeReplica(string name, FakeDatabase database, Func<Props, IActorRef> spawn)
    {
        Name = name;
        Link = new FakeLink(database, name);
        Sessions = new FakeLockSessions(Link);
        Presence = new FakePresenceSessions(Link);
        Pools = new FakeWritePools(Link);
        Board = new StatusBoard(name, ["write-pool", .. Stages.Select(stage => stage.Name)]);
        _node = spawn(Inline(NodeSupervisor.Props(name, ReplicaSettings.Default, Inline(Branch(database.Time)))));
    }

    public string Name { get; }

    public FakeLink Link { get; }

    public FakeLockSessions Sessions { get; }

    public FakePresenceSessions Presence { get; }

    public FakeWritePools Pools { get; }

    public WriteAccess Access { get; } = new();

    public StatusBoard Board { get; }

    /// <summary>The fake stages in the order of opening.</summary>
    public IReadOnlyList<(string Name, StageScript Script)> Stages { get; } = [("synchronizers", new()), ("ledger-api", new())];

    /// <summary>What one of the fake stages is to do.</summary>
    public StageScript this[string stage] => Stages.Single(each => each.Name == stage).Script;

    public bool IsInTransition => Board.Current.Role is ReplicaRole.Promoting or ReplicaRole.Demoting or ReplicaRole.StandingBack;

    /// <summary>Says something to the node, as the console does.</summary>
    public void Tell(object message, IActorRef sender) => _node.Tell(message, sender);

    public void Stop() => _node.Tell(PoisonPill.Instance);

    private Props Branch(TimeProvider time) => ReplicationManager.Props(ReplicaSettings.Default, new ReplicationPartners(
        Inline(LockHolder.Props(ReplicaSettings.Default.Connection, Sessions, time)),
        Inline(ReplicaRoster.Props(ReplicaSettings.Default, Presence)),
        [("write-pool", Inline(WritePool.Props(Pools, Access))), .. Stages.Select(stage => (stage.Name, FakeStage.Props(stage.Script)))]), Board);

    private static Props Inline(Props props) => props.WithDispatcher(NodeKit.Inline);
}
