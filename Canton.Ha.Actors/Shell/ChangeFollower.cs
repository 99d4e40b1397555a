using Akka.Actor;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Shell;

/// <summary>Somebody watches a replica of this process: hears the event stream for him until he has enough, or cannot keep up.</summary>
internal sealed class ChangeFollower : ReceiveActor
{
    private readonly ConsoleProtocol.Follow _follow;
    private readonly IActorRef _asker;
    private CancellationTokenRegistration _ended;

    public ChangeFollower(ConsoleProtocol.Follow follow, IActorRef asker)
    {
        _follow = follow;
        _asker = asker;
        Receive<ReplicaEvent>(m => m.Replica == follow.Name, Write);
        Receive<ReplicaEvent>(_ => { }); // Another replica of this process.
    }

    public static Props Props(ConsoleProtocol.Follow follow, IActorRef asker) => Akka.Actor.Props.Create(() => new ChangeFollower(follow, asker));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ReplicaEvent));
        var self = Self;
        _ended = _follow.Ended.Register(() => self.Tell(PoisonPill.Instance));
        _asker.Tell(ConsoleProtocol.Following.Instance);
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _ended.Dispose();
        _follow.Changes.TryComplete();
    }

    private void Write(ReplicaEvent change)
    {
        if (!_follow.Changes.TryWrite(change))
            Context.Stop(Self);
    }
}
