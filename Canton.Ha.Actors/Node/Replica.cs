using Akka.Actor;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Node;

/// <summary>One replica of this process, put together: a new stage is one line here.</summary>
internal sealed class Replica
{
    /// <summary>The lock holder runs on a thread of its own.</summary>
    private const string LockDispatcher = "canton-lock-dispatcher";

    private readonly Props _branch;

    public Replica(ParticipantSettings settings, NodeOptions options)
    {
        Settings = settings;
        Addresses = new ServedAddresses(settings);
        var storage = Storages.For(settings, () => Addresses.Current, options);
        History = storage.History;
        Policies = storage.Policies;
        var access = new WriteAccess();
        (string Name, Props Props)[] stages =
        [
            ("write-pool", WritePool.Props(storage.WritePools, access)),
            .. options.Stages.Select(make => make(settings, access)),
        ];
        Board = new StatusBoard(settings.Name, stages.Select(stage => stage.Name));
        var partners = new ReplicationPartners(
            LockHolder.Props(settings.Replication.Connection, storage.Locks, TimeProvider.System).WithDispatcher(LockDispatcher),
            ReplicaRoster.Props(settings.Replication, storage.Presence),
            stages);
        _branch = ReplicationManager.Props(settings.Replication, partners, Board);
    }

    public ParticipantSettings Settings { get; }

    public StatusBoard Board { get; }

    /// <summary>Where its servers can be reached; each says so when it listens.</summary>
    public ServedAddresses Addresses { get; }

    public ITermHistory History { get; }

    public IFailoverPolicies Policies { get; }

    public IActorRef Start(ActorSystem system) =>
        system.ActorOf(NodeSupervisor.Props(Settings.Name, Settings.Replication, _branch), Settings.Name);
}
