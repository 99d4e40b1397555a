using Akka.Actor;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Hears everything in the moment when it is said.</summary>
internal sealed class Ear : ReceiveActor
{
    public Ear(Action<object> hear) => ReceiveAny(hear);

    public static Props Props(Action<object> hear) => Akka.Actor.Props.Create(() => new Ear(hear)).WithDispatcher(NodeKit.Inline);
}
