using Akka.Actor;

namespace Akka.Tests.Actor;

/// <summary>Tells a probe everything that happens to it, and does as it is told.</summary>
public class Recorder : ReceiveActor
{
    private readonly IActorRef _probe;

    public Recorder(IActorRef probe)
    {
        _probe = probe;
        probe.Tell("constructed");
        Receive<Exception>(e => throw e);
        Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        Receive<(Props Props, string Name)>(child => Sender.Tell(Context.ActorOf(child.Props, child.Name)));
        Receive<string>(text => Sender.Tell(text));
    }

    public static Props Props(IActorRef probe) => Akka.Actor.Props.Create(() => new Recorder(probe));

    protected override void PreStart() => _probe.Tell("pre-start");

    protected override void PostStop() => _probe.Tell("post-stop");

    protected override void PreRestart(Exception reason, object message)
    {
        _probe.Tell($"pre-restart {reason.Message} {message.GetType().Name}");
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        _probe.Tell($"post-restart {reason.Message}");
        base.PostRestart(reason);
    }
}
