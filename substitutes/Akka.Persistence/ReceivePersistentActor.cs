using Akka.Actor.Internal;

namespace Akka.Persistence;

/// <summary>A persistent actor with a handler per type of command and of event. The first handler that fits is called.</summary>
public abstract class ReceivePersistentActor : UntypedPersistentActor, IInitializableActor
{
    private MessageHandlers _configuring = new(outer: null);
    private MessageHandlers _recovering = new(outer: null);
    private MessageHandlers _commands;
    private MessageHandlers _events;

    void IInitializableActor.Init()
    {
        if (_commands is not null)
            return;
        _commands = EndConfiguration();
        _events = _recovering.Finish();
        _recovering = null;
    }

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

    protected sealed override void OnCommand(object message) => Handle(_commands, message);

    protected sealed override void OnRecover(object message) => Handle(_events, message);

    protected void Recover<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Events().Add(handler, shouldHandle);

    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => Recover(handler, shouldHandle);

    protected void Recover(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        Events().Add(messageType, handler, shouldHandle);

    protected void Recover(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Recover(messageType, handler, shouldHandle);

    /// <summary>The handler itself says whether it has handled the event.</summary>
    protected void Recover<T>(Func<T, bool> handler) => Events().Add(handler);

    protected void Recover(Type messageType, Func<object, bool> handler) => Events().Add(messageType, handler);

    protected void RecoverAny(Action<object> handler) => Events().AddAny(handler);

    protected void Command<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Commands().Add(handler, shouldHandle);

    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => Command(handler, shouldHandle);

    protected void Command(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        Commands().Add(messageType, handler, shouldHandle);

    protected void Command(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Command(messageType, handler, shouldHandle);

    /// <summary>The handler itself says whether it has handled the command.</summary>
    protected void Command<T>(Func<T, bool> handler) => Commands().Add(handler);

    protected void Command(Type messageType, Func<object, bool> handler) => Commands().Add(messageType, handler);

    protected void Command(Action<object> handler) => CommandAny(handler);

    protected void CommandAny(Action<object> handler) => Commands().AddAny(handler);

    /// <summary>The actor handles no other command until the task is done and what it persists is written.</summary>
    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) => Command(Wrapped(handler), shouldHandle);

    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => CommandAsync(handler, shouldHandle);

    protected void CommandAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) =>
        Command(messageType, Wrapped(handler), shouldHandle);

    protected void CommandAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        CommandAsync(messageType, handler, shouldHandle);

    protected void CommandAnyAsync(Func<object, Task> handler) => CommandAny(Wrapped(handler));

    private Action<T> Wrapped<T>(Func<T, Task> handler) => message => RunTask(() => handler(message));

    private void Handle(MessageHandlers handlers, object message)
    {
        if (!handlers.TryHandle(message))
            Unhandled(message);
    }

    private MessageHandlers Commands() =>
        _configuring ?? throw new InvalidOperationException("You may only call Command-methods when constructing the actor and inside Become().");

    private MessageHandlers Events() =>
        _recovering ?? throw new InvalidOperationException("You may only call Recover-methods when constructing the actor and inside Become().");

    private MessageHandlers Configured(Action configure)
    {
        _configuring = new MessageHandlers(_configuring);
        configure();
        return EndConfiguration();
    }

    private MessageHandlers EndConfiguration()
    {
        var declared = _configuring;
        _configuring = declared.Outer;
        return declared.Finish();
    }
}
