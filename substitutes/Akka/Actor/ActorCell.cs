using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The inside of a reference: holds the actor instance, its mailbox, children, behaviour and watches.</summary>
public partial class ActorCell : IUntypedActorContext, ICell
{
    public const int UndefinedUid = 0;

    private readonly IInternalActorRef _self;
    private Props _props;
    private ActorBase _actor;
    private Mailbox _mailbox;
    private Receive _behavior;
    private Stack<Receive> _outerBehaviors;
    private ActorTaskScheduler _taskScheduler;

    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        SystemImpl = system;
        _self = self;
        _props = props;
        Dispatcher = dispatcher;
        Parent = parent;
    }

    public IActorRef Self => _self;

    public Props Props => _props;

    public ActorSystemImpl SystemImpl { get; }

    public ActorSystem System => SystemImpl;

    public IInternalActorRef Parent { get; }

    IActorRef IActorContext.Parent => Parent;

    public MessageDispatcher Dispatcher { get; }

    public Mailbox Mailbox => Volatile.Read(ref _mailbox);

    public IActorRef Sender { get; private set; }

    public object CurrentMessage { get; internal set; }

    /// <summary>Changes with every message, so that a stash can tell two deliveries of one message apart.</summary>
    public int CurrentEnvelopeId { get; private set; }

    public bool IsLocal => true;

    public bool IsTerminated => Mailbox.IsClosed();

    public bool HasMessages => Mailbox.HasMessages;

    public int NumberOfMessages => Mailbox.NumberOfMessages;

    public virtual ActorTaskScheduler TaskScheduler => LazyInitializer.EnsureInitialized(ref _taskScheduler, () => new ActorTaskScheduler(this));

    internal static ActorCell Current => InternalCurrentActorCellKeeper.Current;

    internal static Props TerminatedProps { get; } = new TerminatedProps();

    internal ActorBase Actor => _actor;

    /// <summary>True from the end of an instance until the next one is made.</summary>
    internal bool ActorHasBeenCleared { get; private set; }

    private Type ActorType => _actor?.GetType() ?? GetType();

    /// <summary>The current actor, or nobody outside of actors.</summary>
    public static IActorRef GetCurrentSelfOrNoSender() => Current is { } cell ? cell.Self : ActorRefs.NoSender;

    /// <summary>The sender of the message that is being handled, or nobody outside of actors.</summary>
    public static IActorRef GetCurrentSenderOrNoSender() => Current is { } cell ? cell.Sender : ActorRefs.NoSender;

    /// <summary>Makes the mailbox; its first message creates the actor.</summary>
    public void Init(bool sendSupervise, MailboxType mailboxType)
    {
        var mailbox = new Mailbox(mailboxType.Create(Self, System));
        SwapMailbox(mailbox);
        mailbox.SetActor(this);
        mailbox.SystemEnqueue(Self, new Create(FailureOf(mailboxType, mailbox)));
        if (sendSupervise && System.Settings.DebugLifecycle)
            Parent.SendSystemMessage(new Supervise(Self, async: false));
    }

    public virtual void Start() => Dispatcher.Attach(this);

    public void Suspend() => SendSystemMessage(new Suspend());

    public void Resume(Exception causedByFailure) => SendSystemMessage(new Resume(causedByFailure));

    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public void Stop() => SendSystemMessage(new Terminate());

    public virtual void SendMessage(IActorRef sender, object message) => SendMessage(new Envelope(message, sender, System));

    public virtual void SendMessage(Envelope message)
    {
        try
        {
            Dispatcher.Dispatch(this, message);
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Parent.ToString(), ActorType, "Swallowing exception during message send"));
        }
    }

    public virtual void SendSystemMessage(ISystemMessage systemMessage)
    {
        try
        {
            Dispatcher.SystemDispatch(this, (SystemMessage)systemMessage);
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Parent.ToString(), ActorType, "Swallowing exception during message send"));
        }
    }

    public ActorSelection ActorSelection(string path) => ActorRefFactoryShared.ActorSelection(path, SystemImpl, Self);

    public ActorSelection ActorSelection(ActorPath path) => ActorRefFactoryShared.ActorSelection(path, SystemImpl);

    /// <summary>Replaces the current behaviour, except for the first one, which always stays at the bottom.</summary>
    public void Become(Receive receive)
    {
        if (_outerBehaviors is { Count: > 0 })
            _behavior = receive;
        else
            BecomeStacked(receive);
    }

    public void BecomeStacked(Receive receive)
    {
        if (_behavior is not null)
            (_outerBehaviors ??= new Stack<Receive>(1)).Push(_behavior);
        _behavior = receive;
    }

    public void UnbecomeStacked()
    {
        if (_outerBehaviors is { Count: > 0 })
            _behavior = _outerBehaviors.Pop();
    }

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(Handling(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(Handling(receive));

    /// <summary>Runs something as if the actor did it.</summary>
    public void UseThreadContext(Action action)
    {
        var outer = EnterThreadContext();
        try
        {
            action();
        }
        finally
        {
            LeaveThreadContext(outer);
        }
    }

    internal ActorCell EnterThreadContext()
    {
        var outer = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        return outer;
    }

    internal static void LeaveThreadContext(ActorCell outer) => InternalCurrentActorCellKeeper.Current = outer;

    internal Mailbox SwapMailbox(Mailbox mailbox) => Interlocked.Exchange(ref _mailbox, mailbox);

    internal static (string Name, long Uid) GetNameAndUid(string name)
    {
        var hash = name.IndexOf('#');
        return hash < 0 ? (name, UndefinedUid) : (name[..hash], long.Parse(name.AsSpan(hash + 1)));
    }

    private static Receive Handling(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private static long NewUid() => Random.Shared.Next(1, int.MaxValue);

    private ActorInitializationException FailureOf(MailboxType mailboxType, Mailbox mailbox)
    {
        var mailboxes = System.Mailboxes;
        if (mailboxes.GetRequiredType(Props.Type) is not { } required || !mailboxes.ProducesMessageQueue(mailboxType.GetType()))
            return null;
        return required.IsInstanceOfType(mailbox.MessageQueue)
            ? null
            : new ActorInitializationException(Self, $"Actor [{Self}] requires mailbox type [{required}] got [{mailbox.MessageQueue?.GetType().FullName ?? "null"}]");
    }

    private void Publish(LogEvent @event)
    {
        try
        {
            System.EventStream.Publish(@event);
        }
        catch (Exception)
        {
            // A logger that fails must not change what the actor does.
        }
    }
}
