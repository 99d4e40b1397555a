using Akka.Actor;

namespace Canton.Ha.Actors.Shell;

/// <summary>Speaks with the actors of this process for the local console; every conversation is a child of its own.</summary>
public sealed class ConsoleActor : ReceiveActor
{
    /// <summary>See <see cref="Props()"/>.</summary>
    public ConsoleActor()
    {
        Receive<ConsoleProtocol.HandOver>(m => Context.ActorOf(SetPassiveCommand.Props(m, Sender)));
        Receive<ConsoleProtocol.Follow>(m => Context.ActorOf(ChangeFollower.Props(m, Sender)));
    }

    /// <summary>A console.</summary>
    public static Props Props() => Akka.Actor.Props.Create(() => new ConsoleActor());
}
