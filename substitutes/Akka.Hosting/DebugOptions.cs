namespace Akka.Hosting;

/// <summary>What the actor system logs about itself at debug level, if not as configured.</summary>
public class DebugOptions
{
    /// <summary>Messages that an actor receives.</summary>
    public bool? Receive { get; set; }

    /// <summary>Messages that are handled for an actor, like a poison pill.</summary>
    public bool? AutoReceive { get; set; }

    /// <summary>Start, stop and restart of actors.</summary>
    public bool? LifeCycle { get; set; }

    /// <summary>Events, transitions and timers of state machines.</summary>
    public bool? FiniteStateMachine { get; set; }

    /// <summary>Subscriptions of the event stream.</summary>
    public bool? EventStream { get; set; }

    /// <summary>Messages that an actor does not handle.</summary>
    public bool? Unhandled { get; set; }

    /// <summary>Routers that are deployed in a wrong way.</summary>
    public bool? RouterMisconfiguration { get; set; }

    /// <summary>HOCON text of these options; empty if nothing is set.</summary>
    public override string ToString()
    {
        (string Key, bool? Value)[] options =
        [
            ("receive", Receive),
            ("autoreceive", AutoReceive),
            ("lifecycle", LifeCycle),
            ("fsm", FiniteStateMachine),
            ("event-stream", EventStream),
            ("unhandled", Unhandled),
            ("router-misconfiguration", RouterMisconfiguration),
        ];
        var lines = options.Where(option => option.Value is not null).Select(option => $"{option.Key} = {option.Value.ToHocon()}\n").ToList();
        return lines.Count == 0 ? "" : $"akka.actor.debug {{\n{string.Concat(lines)}}}\n";
    }
}
