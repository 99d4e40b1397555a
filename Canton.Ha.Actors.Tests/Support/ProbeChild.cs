using Akka.Actor;
using Akka.TestKit;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A child that does nothing by itself: a probe hears what its parent says. The test may answer the probe's sender to make it fail.</summary>
internal sealed class ProbeChild : ReceiveActor
{
    private readonly TestProbe _probe;

    public ProbeChild(TestProbe probe, Action<object> overhear)
    {
        _probe = probe;
        Receive<Crash>(m => throw m.Cause);
        Receive<Stop>(_ => Context.Stop(Self));
        ReceiveAny(message =>
        {
            overhear(message);
            probe.Ref.Tell(message, Self);
        });
    }

    public static Props Props(TestProbe probe, Action<object> overhear) =>
        Akka.Actor.Props.Create(() => new ProbeChild(probe, overhear)).WithDispatcher(NodeKit.Inline);

    protected override void PostStop() => _probe.Ref.Tell(new Stopped(), Self);

    /// <summary>To the child: throw this.</summary>
    internal sealed record Crash(Exception Cause);

    /// <summary>To the child: stop by yourself.</summary>
    internal sealed record Stop;

    /// <summary>To the probe: the child has stopped.</summary>
    internal sealed record Stopped;
}
