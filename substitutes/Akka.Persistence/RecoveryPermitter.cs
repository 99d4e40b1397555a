using Akka.Actor;
using Akka.Pattern;

namespace Akka.Persistence;

/// <summary>Lets only so many actors recover at the same time, first come, first served.</summary>
internal sealed class RecoveryPermitter : ReceiveActor
{
    private readonly LinkedList<IActorRef> _waiting = new();
    private readonly int _permits;
    private int _given;

    public RecoveryPermitter(int permits)
    {
        _permits = permits;
        Receive<Request>(_ => Take(Sender));
        Receive<Return>(_ => GiveBack(Sender));
        Receive<Terminated>(gone => !_waiting.Contains(gone.ActorRef), gone => GiveBack(gone.ActorRef));
        Receive<Terminated>(gone => _waiting.Remove(gone.ActorRef));
    }

    public static Props Props(int permits) => Akka.Actor.Props.Create(() => new RecoveryPermitter(permits));

    private void Take(IActorRef actor)
    {
        Context.Watch(actor);
        if (_given < _permits)
            Grant(actor);
        else
            _waiting.AddLast(actor);
    }

    private void GiveBack(IActorRef actor)
    {
        Context.Unwatch(actor);
        if (--_given < 0)
            throw new IllegalStateException("Permits must not be negative");
        if (_waiting.First is not { Value: var next })
            return;
        _waiting.RemoveFirst();
        Grant(next);
    }

    private void Grant(IActorRef actor)
    {
        _given++;
        actor.Tell(Granted.Instance);
    }

    /// <summary>May I recover? Answered by one <see cref="Granted"/>.</summary>
    internal sealed class Request
    {
        public static readonly Request Instance = new();
    }

    /// <summary>Recover now, and return the permit.</summary>
    internal sealed class Granted
    {
        public static readonly Granted Instance = new();
    }

    /// <summary>Recovered, or failed.</summary>
    internal sealed class Return
    {
        public static readonly Return Instance = new();
    }
}
