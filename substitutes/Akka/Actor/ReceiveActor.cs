using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor with a handler per type of message. The first handler that fits is called.</summary>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    private MessageHandlers _configuring = new(outer: null);
    private MessageHandlers _handlers;

    void IInitializableActor.Init()
    {
        _handlers ??= EndConfiguration();
    }

    protected sealed override void OnReceive(object message) => Handle(_handlers, message);

    protected void Become(Action configure)
    {
        var handlers = Configured(configure);
        base.Become(message => Handle(handlers, message));
    }

    protected void BecomeStacked(Action configure)
    {
        var handlers = Configured(configure);
        base.BecomeStacked(message => Handle(handlers, message));
    }

    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Handlers().Add(handler, shouldHandle);

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        Handlers().Add(messageType, handler, shouldHandle);

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    /// <summary>The handler itself says whether it has handled the message.</summary>
    protected void Receive<T>(Func<T, bool> handler) => Handlers().Add(handler);

    protected void Receive(Type messageType, Func<object, bool> handler) => Handlers().Add(messageType, handler);

    protected void ReceiveAny(Action<object> handler) => Handlers().AddAny(handler);

    /// <summary>The actor handles no other message until the task is done.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) => Receive(Wrapped(handler), shouldHandle);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => Receive(Wrapped(handler), shouldHandle);

    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) =>
        Receive(messageType, Wrapped(handler), shouldHandle);

    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        Receive(messageType, Wrapped(handler), shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAny(Wrapped(handler));

    private static Action<T> Wrapped<T>(Func<T, Task> handler) => message => ActorTaskScheduler.RunTask(() => handler(message));

    private void Handle(MessageHandlers handlers, object message)
    {
        if (!handlers.TryHandle(message))
            Unhandled(message);
    }

    private MessageHandlers Configured(Action configure)
    {
        _configuring = new MessageHandlers(_configuring);
        configure();
        return EndConfiguration();
    }

    private MessageHandlers EndConfiguration()
    {
        var ended = _configuring;
        _configuring = ended.Outer;
        return ended.Finish();
    }

    private MessageHandlers Handlers() => _configuring
        ?? throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");
}
