using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>Runs the mailboxes of its actors.</summary>
public abstract class MessageDispatcher
{
    public const int DefaultThroughput = 100;

    private long _inhabitants;

    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Throughput = DefaultThroughput;
        Mailboxes = configurator.Prerequisites.Mailboxes;
        EventStream = configurator.Prerequisites.EventStream;
    }

    public MessageDispatcherConfigurator Configurator { get; }

    public Mailboxes Mailboxes { get; }

    public EventStream EventStream { get; }

    public string Id { get; protected set; }

    /// <summary>Messages of one actor processed in a row before others get their turn.</summary>
    public int Throughput { get; protected set; }

    /// <summary>Ticks after which a turn ends early; null or 0 for no limit.</summary>
    public long? ThroughputDeadlineTime { get; protected set; }

    public TimeSpan ShutdownTimeout { get; protected set; }

    protected internal long Inhabitants => Volatile.Read(ref _inhabitants);

    public void Schedule(Action run) => Schedule(new ActionRunnable(run));

    public void Schedule(IRunnable run) => ExecuteTask(run);

    protected abstract void ExecuteTask(IRunnable run);

    /// <summary>Releases the threads; the dispatcher gets new ones should it be used again.</summary>
    protected abstract void Shutdown();

    /// <summary>Sends a message to an actor of this dispatcher.</summary>
    public virtual void Dispatch(ActorCell cell, Envelope envelope)
    {
        var mailbox = cell.Mailbox;
        mailbox.Enqueue(cell.Self, envelope);
        RegisterForExecution(mailbox, hasMessageHint: true, hasSystemMessageHint: false);
    }

    /// <summary>Sends a system message to an actor of this dispatcher.</summary>
    public virtual void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        var mailbox = cell.Mailbox;
        mailbox.SystemEnqueue(cell.Self, message);
        RegisterForExecution(mailbox, hasMessageHint: false, hasSystemMessageHint: true);
    }

    /// <summary>Begins to run an actor.</summary>
    public virtual void Attach(ActorCell cell)
    {
        Register(cell);
        RegisterForExecution(cell.Mailbox, hasMessageHint: false, hasSystemMessageHint: true);
    }

    /// <summary>Ends running an actor; what it has not processed becomes dead letters.</summary>
    public virtual void Detach(ActorCell cell)
    {
        Unregister(cell);
        if (Inhabitants == 0)
            ReleaseWhenIdle();
    }

    internal virtual void Register(ActorCell actor) => Interlocked.Increment(ref _inhabitants);

    internal virtual void Unregister(ActorCell actor)
    {
        Interlocked.Decrement(ref _inhabitants);
        var mailbox = actor.SwapMailbox(Mailboxes.DeadLetterMailbox);
        mailbox.BecomeClosed();
        mailbox.CleanUp();
    }

    internal virtual void Suspend(ActorCell cell)
    {
        var mailbox = cell.Mailbox;
        if (mailbox.Actor == cell && mailbox.Dispatcher == this)
            mailbox.Suspend();
    }

    internal virtual void Resume(ActorCell cell)
    {
        var mailbox = cell.Mailbox;
        if (mailbox.Actor == cell && mailbox.Dispatcher == this && mailbox.Resume())
            RegisterForExecution(mailbox, hasMessageHint: false, hasSystemMessageHint: false);
    }

    /// <summary>Queues a mailbox unless it is queued already or has nothing to do.</summary>
    internal bool RegisterForExecution(Mailbox mailbox, bool hasMessageHint, bool hasSystemMessageHint)
    {
        if (!mailbox.CanBeScheduledForExecution(hasMessageHint, hasSystemMessageHint) || !mailbox.SetAsScheduled())
            return false;
        try
        {
            ExecuteTask(mailbox);
            return true;
        }
        catch (RejectedExecutionException)
        {
            mailbox.SetAsIdle();
            throw;
        }
    }

    protected void ReportFailure(Exception ex) => EventStream.Publish(new Error(ex, GetType().FullName, GetType(), ex.Message));

    /// <summary>Called when the last actor has gone.</summary>
    protected virtual void ReleaseWhenIdle()
    {
    }
}
