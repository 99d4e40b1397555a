using Akka.Actor;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Answers everything as the test says; null is no answer.</summary>
internal sealed class Answering : ReceiveActor
{
    public Answering(Func<object, IActorRef, object?> answer) => ReceiveAny(message =>
    {
        if (answer(message, Sender) is { } said)
            Sender.Tell(said);
    });

    public static Props Props(Func<object, IActorRef, object?> answer) => Akka.Actor.Props.Create(() => new Answering(answer));
}
