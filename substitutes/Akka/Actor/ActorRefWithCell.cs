using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>A reference to something with a cell.</summary>
public abstract class ActorRefWithCell : InternalActorRefBase
{
    public abstract ICell Underlying { get; }

    public abstract IEnumerable<IActorRef> Children { get; }

    public abstract IInternalActorRef GetSingleChild(string name);
}

/// <summary>A reference to an actor in this process.</summary>
public class LocalActorRef : ActorRefWithCell
{
    private readonly ActorCell _cell;

    public LocalActorRef(
        ActorSystemImpl system,
        Props props,
        MessageDispatcher dispatcher,
        MailboxType mailboxType,
        IInternalActorRef supervisor,
        ActorPath path)
    {
        Path = path;
        MailboxType = mailboxType;
        _cell = NewCell(system, props, dispatcher, supervisor);
        _cell.Init(sendSupervise: true, mailboxType);
    }

    public override ActorPath Path { get; }

    public ActorCell Cell => _cell;

    public override ICell Underlying => _cell;

    public override IInternalActorRef Parent => _cell.Parent;

    public override IActorRefProvider Provider => _cell.SystemImpl.Provider;

    public override IEnumerable<IActorRef> Children => _cell.GetChildren();

    public override bool IsLocal => true;

    public override bool IsTerminated => _cell.IsTerminated;

    protected ActorSystem System => _cell.System;

    protected Props Props => _cell.Props;

    protected MessageDispatcher Dispatcher => _cell.Dispatcher;

    protected IInternalActorRef Supervisor => _cell.Parent;

    protected internal MailboxType MailboxType { get; }

    public override void Start() => _cell.Start();

    public override void Stop() => _cell.Stop();

    public override void Suspend() => _cell.Suspend();

    public override void Resume(Exception causedByFailure = null) => _cell.Resume(causedByFailure);

    public override void Restart(Exception cause) => _cell.Restart(cause);

    public override void SendSystemMessage(ISystemMessage message) => _cell.SendSystemMessage(message);

    public override IInternalActorRef GetSingleChild(string name) => _cell.GetSingleChild(name);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        for (var i = 0; i < name.Count; i++)
        {
            if (current is not LocalActorRef local)
                return current.GetChild(name.Skip(i).ToArray());
            current = name[i] switch
            {
                ".." => local.Parent,
                "" => local,
                _ => local.GetSingleChild(name[i]),
            };
        }

        return current;
    }

    protected override void TellInternal(object message, IActorRef sender) => _cell.SendMessage(sender, message);

    protected virtual ActorCell NewActorCell(
        ActorSystemImpl system,
        IInternalActorRef self,
        Props props,
        MessageDispatcher dispatcher,
        IInternalActorRef supervisor) => new(system, self, props, dispatcher, supervisor);

    private ActorCell NewCell(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) =>
        NewActorCell(system, this, props, dispatcher, supervisor);
}

/// <summary>A reference to an actor that was started from outside of its parent.</summary>
public class RepointableActorRef : LocalActorRef, IRepointableRef
{
    public RepointableActorRef(
        ActorSystemImpl system,
        Props props,
        MessageDispatcher dispatcher,
        MailboxType mailboxType,
        IInternalActorRef supervisor,
        ActorPath path)
        : base(system, props, dispatcher, mailboxType, supervisor, path)
    {
    }

    /// <summary>Always true: the mailbox is there as soon as the reference is.</summary>
    public bool IsStarted => true;
}
