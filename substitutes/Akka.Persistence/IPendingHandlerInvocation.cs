namespace Akka.Persistence;

/// <summary>A handler that runs when its event is written.</summary>
public interface IPendingHandlerInvocation
{
    object Event { get; }

    Action<object> Handler { get; }
}

/// <summary>No command is handled before it has run.</summary>
public sealed class StashingHandlerInvocation : IPendingHandlerInvocation
{
    public StashingHandlerInvocation(object evt, Action<object> handler)
    {
        Event = evt;
        Handler = handler;
    }

    public object Event { get; }

    public Action<object> Handler { get; }
}

/// <summary>Commands are handled meanwhile.</summary>
public sealed class AsyncHandlerInvocation : IPendingHandlerInvocation
{
    public AsyncHandlerInvocation(object evt, Action<object> handler)
    {
        Event = evt;
        Handler = handler;
    }

    public object Event { get; }

    public Action<object> Handler { get; }
}
