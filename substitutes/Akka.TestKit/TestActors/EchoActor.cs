using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Sends every message to the test actor and, unless told otherwise, back to its sender.</summary>
public class EchoActor : ReceiveActor
{
    /// <summary>An echo for a test.</summary>
    public EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true)
    {
        ReceiveAny(message =>
        {
            if (echoBackToSenderAsWell && !Equals(Sender, testkit.TestActor))
                Sender.Forward(message);
            testkit.TestActor.Tell(message, Sender);
        });
    }

    /// <summary>How to create one.</summary>
    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Actor.Props.Create(() => new EchoActor(testkit, echoBackToSenderAsWell));
}
