using Akka.Actor;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Has one child, which it stops when that fails; passes on what the child says to a probe, after showing it to <c>overhear</c>.</summary>
internal sealed class FakeParent : ReceiveActor
{
    private readonly IActorRef _probe;

    public FakeParent(Props child, IActorRef probe, Action<IActorRef> born, Action<object> overhear)
    {
        _probe = probe;
        born(Context.ActorOf(child.WithDispatcher(NodeKit.Inline), "child"));
        ReceiveAny(message =>
        {
            overhear(message);
            probe.Tell(message, Sender);
        });
    }

    public static Props Props(Props child, IActorRef probe, Action<IActorRef> born, Action<object> overhear) =>
        Akka.Actor.Props.Create(() => new FakeParent(child, probe, born, overhear)).WithDispatcher(NodeKit.Inline);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _probe.Tell(new ChildFailed(cause));
        return Directive.Stop;
    });
}
