using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Util;

namespace Akka.TestKit.Internal;

/// <summary>A reference to an actor that runs on the thread of the test, with a way into the actor itself.</summary>
public class InternalTestActorRef : LocalActorRef
{
    private static long _created = -1;

    private InternalTestActorRef(
        ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path)
        : base(system, props, dispatcher, mailboxType, supervisor, path)
    {
    }

    /// <summary>The actor; waits for its creation if it runs on another dispatcher.</summary>
    /// <exception cref="IllegalActorStateException">The actor has terminated.</exception>
    public object UnderlyingActor
    {
        get
        {
#pragma warning disable CS0618
            if (IsTerminated)
                throw new IllegalActorStateException("Underlying actor is terminated");
#pragma warning restore CS0618
            SpinWait.SpinUntil(() => TestCell.Actor is not null, TestKitExtension.For(System).DefaultTimeout);
            return TestCell.Actor;
        }
    }

    private TestActorCell TestCell => (TestActorCell)Cell;

    /// <summary>Creates an actor under a supervisor, or under the user guardian.</summary>
    public static InternalTestActorRef Create(ActorSystem system, Props props, IActorRef supervisor = null, string name = null)
    {
        var impl = (ActorSystemImpl)system;
        var parent = (IInternalActorRef)(supervisor is IStandsForActor other ? other.Actor : supervisor ?? impl.Guardian);
        name ??= CreateUniqueName();
        if (props.Deploy.Dispatcher == Deploy.NoDispatcherGiven)
            props = props.WithDispatcher(CallingThreadDispatcher.Id);
        var dispatcher = system.Dispatchers.Lookup(props.Deploy.Dispatcher);
        var supervising = CellOf(parent);
        supervising.ReserveChild(name);
        var mailbox = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);
        var created = new InternalTestActorRef(impl, props, dispatcher, mailbox, parent, parent.Path / name);
        supervising.InitChild(created);
        created.Underlying.Start();
        return created;
    }

    /// <summary>A name that no other actor of this kind has.</summary>
    public static string CreateUniqueName() => $"$${Interlocked.Increment(ref _created).Base64Encode()}";

    /// <summary>Handles a message on the calling thread; what the actor throws is thrown here.</summary>
    public void Receive(object message, IActorRef sender = null)
    {
        var envelope = new Envelope(message, sender.IsNobody() ? System.DeadLetters : sender);
        Cell.UseThreadContext(() => Cell.ReceiveMessageForTest(envelope));
    }

    /// <summary>Handles a message on the calling thread; the task ends with an asynchronous handler and throws what that throws.</summary>
    public Task ReceiveAsync(object message, IActorRef sender = null)
    {
        TestCell.ForgetHandler();
        Receive(message, sender);
        return TestCell.Handler;
    }

    /// <summary>Lets the actor watch another one.</summary>
    public void Watch(IActorRef subject) => Cell.Watch(subject);

    /// <summary>Ends the watch of another actor.</summary>
    public void Unwatch(IActorRef subject) => Cell.Unwatch(subject);

    /// <inheritdoc />
    public override string ToString() => $"TestActor[{Path}]";

    /// <inheritdoc />
    protected override ActorCell NewActorCell(
        ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) =>
        new TestActorCell(system, self, props, dispatcher, supervisor);

    private static ActorCell CellOf(IInternalActorRef parent) => parent is ActorRefWithCell { Underlying: ActorCell cell }
        ? cell
        : throw new IllegalActorStateException($"{parent} cannot supervise a TestActor: it has not started, or has no children.");

    /// <summary>A cell that gives away its actor and the end of an asynchronous handler.</summary>
    protected class TestActorCell(
        ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
        : ActorCell(system, self, props, dispatcher, parent)
    {
        private TaskCompletionSource _handler;
        private ActorTaskScheduler _scheduler;

        /// <inheritdoc />
        public override ActorTaskScheduler TaskScheduler => _scheduler ??= new ObservedTaskScheduler(this);

        /// <summary>The asynchronous handler that was started last; done if none was.</summary>
        internal Task Handler => _handler?.Task ?? Task.CompletedTask;

        /// <summary>The actor; null before it is created.</summary>
        public new object Actor => base.Actor;

        /// <inheritdoc />
        public override void SendSystemMessage(ISystemMessage systemMessage)
        {
            if (systemMessage is ActorTaskMessage { Exception: { } exception })
                _handler?.TrySetException(exception);
            base.SendSystemMessage(systemMessage);
        }

        internal void ForgetHandler() => _handler = null;

        private sealed class ObservedTaskScheduler(TestActorCell cell) : ActorTaskScheduler(cell)
        {
            protected override void OnBeforeTaskStarted() =>
                cell._handler = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

            protected override void OnAfterTaskCompleted() => cell._handler?.TrySetResult();
        }
    }
}
