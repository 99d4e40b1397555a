using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Forwards every message to one actor.</summary>
public class ForwardActor : ReceiveActor
{
    /// <summary>A forwarder to an actor.</summary>
    public ForwardActor(IActorRef target) => ReceiveAny(target.Forward);

    /// <summary>How to create one.</summary>
    public static Props Props(IActorRef target) => Actor.Props.Create(() => new ForwardActor(target));
}
