using Akka.Actor.Internal;
using Akka.Actor.Scheduler;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Base of all actors.</summary>
public abstract class ActorBase : IInternalActor
{
    private IActorRef _clearedSelf;

    protected ActorBase()
    {
        var cell = InternalCurrentActorCellKeeper.Current
            ?? throw new ActorInitializationException("Do not create actors using 'new', always create them using an ActorContext/System");
        if (this is IWithTimers withTimers)
            withTimers.Timers = new TimerScheduler(cell);
        cell.Become(Receive);
    }

    IActorContext IInternalActor.ActorContext => Context;

    protected static Receive EmptyReceive => _ => false;

    /// <summary>The context of the actor that runs on this thread.</summary>
    /// <exception cref="NotSupportedException">No actor runs on this thread.</exception>
    protected static IActorContext Context
    {
        get
        {
            var cell = InternalCurrentActorCellKeeper.Current
                ?? throw new NotSupportedException("There is no active ActorContext, this is most likely due to use of async operations from within this actor.");
            return cell.ActorHasBeenCleared ? null : cell;
        }
    }

    protected IActorRef Self => _clearedSelf ?? Context.Self;

    /// <summary>Who has sent the current message; the dead letters if nobody.</summary>
    protected IActorRef Sender => Context.Sender;

    internal SupervisorStrategy SupervisorStrategyInternal
    {
        get => field ??= SupervisorStrategy();
        set;
    }

    public virtual void AroundPreStart() => PreStart();

    public virtual void AroundPreRestart(Exception cause, object message)
    {
        CancelTimers();
        PreRestart(cause, message);
    }

    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    public virtual void AroundPostStop()
    {
        CancelTimers();
        PostStop();
    }

    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        if (message is TimerScheduler.TimerMessage timer)
        {
            message = Intercept(timer);
            if (message is null)
                return true;
        }

        var wasHandled = receive(message);
        if (!wasHandled)
            Unhandled(message);
        return wasHandled;
    }

    /// <summary>Handles a message; false when it is not known.</summary>
    protected abstract bool Receive(object message);

    /// <summary>Called for what <see cref="Receive"/> has not handled: publishes <see cref="UnhandledMessage"/>, and fails for a <see cref="Terminated"/>.</summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Called before the first message.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Called on the failed instance. Stops all children and calls <see cref="PostStop"/>.</summary>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        PostStop();
    }

    /// <summary>Called on the new instance. Calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Called after the last message.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>How the actor supervises its children.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.DefaultStrategy;

    protected void Become(Receive receive) => Context.Become(receive);

    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    internal void Clear(IActorRef self) => _clearedSelf = self;

    internal void Unclear() => _clearedSelf = null;

    private void CancelTimers()
    {
        if (this is IWithTimers { Timers: { } timers })
            timers.CancelAll();
    }

    /// <summary>The message of a timer that is still set; null when it is out of date or was handled here.</summary>
    private object Intercept(TimerScheduler.TimerMessage timer)
    {
        if (this is not IWithTimers { Timers: TimerScheduler timers })
            return null;
        var cell = (ActorCell)Context;
        switch (timers.Intercept(timer))
        {
            case IAutoReceivedMessage automatic:
                cell.AutoReceiveMessage(new Envelope(automatic, Self));
                return null;
            case { } message:
                cell.CurrentMessage = message;
                return message;
            default:
                return null;
        }
    }
}
