using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <content>Handling of system messages.</content>
public partial class ActorCell
{
    private SystemMessage _stashed;

    /// <summary>The more an actor waits for, the fewer system messages it can handle.</summary>
    private enum Readiness
    {
        Ready,
        Suspended,
        WaitingForChildren,
    }

    /// <summary>Handles a list of system messages, oldest first.</summary>
    internal void SystemInvoke(SystemMessage oldest)
    {
        var readiness = CurrentReadiness();
        while (oldest is not null)
        {
            var message = oldest;
            oldest = message.Next;
            message.Next = null;
            InvokeOrStash(message, readiness);
            var next = CurrentReadiness();
            if (next < readiness)
                oldest = WithStashedFirst(oldest);
            readiness = next;
            if (IsTerminated)
            {
                SendAllToDeadLetters(oldest);
                return;
            }
        }
    }

    private void InvokeOrStash(SystemMessage message, Readiness readiness)
    {
        try
        {
            if (MustWait(message, readiness))
                Stash(message);
            else
                HandleSystemMessage(message);
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
    }

    private void HandleSystemMessage(SystemMessage message)
    {
        switch (message)
        {
            case ActorTaskMessage task: HandleActorTask(task); break;
            case Failed failed: HandleFailed(failed); break;
            case DeathWatchNotification stopped: WatchedActorTerminated(stopped.Actor, stopped.ExistenceConfirmed, stopped.AddressTerminated); break;
            case Create create: Create(create.Failure); break;
            case Watch watch: AddWatcher(watch.Watchee, watch.Watcher); break;
            case Unwatch unwatch: RemWatcher(unwatch.Watchee, unwatch.Watcher); break;
            case Recreate recreate: FaultRecreate(recreate.Cause); break;
            case Akka.Dispatch.SysMsg.Suspend: FaultSuspend(); break;
            case Resume resume: FaultResume(resume.CausedByFailure); break;
            case Akka.Dispatch.SysMsg.Terminate: Terminate(); break;
            case Supervise supervise: NoteSupervised(supervise.Child); break;
            default: throw new NotSupportedException($"Unknown message {message.GetType().Name}");
        }
    }

    private Readiness CurrentReadiness()
    {
        if (IsWaitingForChildren)
            return Readiness.WaitingForChildren;
        return Mailbox.IsSuspended() ? Readiness.Suspended : Readiness.Ready;
    }

    private static bool MustWait(SystemMessage message, Readiness readiness) => readiness switch
    {
        Readiness.WaitingForChildren => message is IStashWhenWaitingForChildren,
        Readiness.Suspended => message is IStashWhenFailed,
        _ => false,
    };

    private void Stash(SystemMessage message)
    {
        message.Next = _stashed;
        _stashed = message;
    }

    private SystemMessage WithStashedFirst(SystemMessage rest)
    {
        while (_stashed is not null)
        {
            var message = _stashed;
            _stashed = message.Next;
            message.Next = rest;
            rest = message;
        }

        return rest;
    }

    private void SendAllToDeadLetters(SystemMessage oldest)
    {
        while (oldest is not null)
        {
            var message = oldest;
            oldest = message.Next;
            message.Next = null;
            SystemImpl.Provider.DeadLetters.Tell(message, Self);
        }
    }

    private void HandleActorTask(ActorTaskMessage message)
    {
        CurrentMessage = message.Message;
        if (message.Exception is not null)
        {
            Resume(message.Exception);
            HandleInvokeFailure(message.Exception);
            return;
        }

        message.ExecuteTask();
        CurrentMessage = null;
    }

    private void NoteSupervised(IActorRef child)
    {
        if (!IsTerminating && System.Settings.DebugLifecycle)
            Publish(new Debug(Self.Path.ToString(), ActorType, $"now supervising {child.Path}"));
    }

    private void Create(Exception failure)
    {
        if (failure is not null)
            throw failure;
        try
        {
            _actor = NewActor();
            UseThreadContext(_actor.AroundPreStart);
            CheckReceiveTimeout();
            if (System.Settings.DebugLifecycle)
                Publish(new Debug(Self.Path.ToString(), _actor.GetType(), $"Started ({_actor})"));
            if (System.Settings.EmitActorTelemetry)
                System.EventStream.Publish(new ActorStarted(Self, Props.Type));
        }
        catch (Exception e)
        {
            // An actor that is null tells everything that follows that its creation has failed.
            if (_actor is not null)
                ClearActor(_actor);
            _actor = null;
            throw new ActorInitializationException(_self, "Exception during creation", e);
        }
    }
}
