using System.Runtime.ExceptionServices;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <content>Failing, restarting and stopping.</content>
public partial class ActorCell
{
    /// <summary>Who has failed: the actor itself or the child whose failure it has escalated; null while all is well.</summary>
    private IActorRef _perpetrator;

    private bool IsFailed => _perpetrator is not null;

    private void FaultRecreate(Exception cause)
    {
        if (_actor is null)
        {
            PublishError(null, $"Changing Recreate into Create after {cause}");
            FaultCreate();
        }
        else if (!IsNormal)
        {
            FaultResume(null);
        }
        else
        {
            var failedActor = _actor;
            PublishLifecycle("Restarting");
            LetGoForRestart(failedActor, cause);
            if (!SetChildrenTerminationReason(new SuspendReason.Recreation(cause)))
                FinishRecreate(cause, failedActor);
        }
    }

    private void LetGoForRestart(ActorBase failedActor, Exception cause)
    {
        var message = CurrentMessage;
        try
        {
            failedActor.AroundPreRestart(cause, message);
            SystemImpl.ActorPipelineResolver.ResolvePipeline(failedActor.GetType()).BeforeActorIncarnated(failedActor, this);
        }
        catch (Exception e)
        {
            PublishError(new PreRestartException(_self, e, cause, message), e.Message);
        }
        finally
        {
            ClearActor(failedActor);
        }
    }

    private void FinishRecreate(Exception cause, ActorBase failedActor)
    {
        var survivors = ChildrenContainer.Children;
        try
        {
            Dispatcher.Resume(this);
            _perpetrator = null;
            var fresh = NewActor();
            _actor = fresh;
            if (ReferenceEquals(fresh, failedActor))
                SetActorFields(fresh);
            UseThreadContext(() => fresh.AroundPostRestart(cause, null));
            PublishLifecycle($"Restarted ({fresh})");
            if (System.Settings.EmitActorTelemetry)
                System.EventStream.Publish(new ActorRestarted(Self, Props.Type, cause));
            foreach (var survivor in survivors)
                survivor.Restart(cause);
        }
        catch (Exception e)
        {
            ClearActor(_actor);
            HandleInvokeFailure(new PostRestartException(_self, e, cause), survivors);
        }
    }

    private void FaultSuspend()
    {
        Dispatcher.Suspend(this);
        SuspendChildren([]);
    }

    private void FaultResume(Exception causedByFailure)
    {
        if (_actor is null)
        {
            PublishError(null, $"Changing Resume into Create after {causedByFailure}");
            FaultCreate();
            return;
        }

        var perpetrator = _perpetrator;
        Dispatcher.Resume(this);
        if (causedByFailure is not null)
            _perpetrator = null;
        ResumeChildren(causedByFailure, perpetrator);
    }

    private void FaultCreate()
    {
        SetReceiveTimeout();
        CancelReceiveTimeout();
        StopChildren();
        if (!SetChildrenTerminationReason(new SuspendReason.Creation()))
            FinishCreate();
    }

    private void FinishCreate()
    {
        Dispatcher.Resume(this);
        _perpetrator = null;
        try
        {
            Create(failure: null);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    private void Terminate()
    {
        SetReceiveTimeout();
        CancelReceiveTimeout();
        UnwatchWatchedActors(_actor);
        StopChildren();
        var wasTerminating = IsTerminating;
        if (!SetChildrenTerminationReason(SuspendReason.Termination.Instance))
        {
            SetTerminated();
            FinishTerminate();
        }
        else if (!wasTerminating)
        {
            Dispatcher.Suspend(this);
            _perpetrator = _self;
            PublishLifecycle("Stopping");
        }
    }

    /// <summary>The order is what others rely on: no message after <c>PostStop</c>, the parent before the watchers, and the mailbox closed before both.</summary>
    private void FinishTerminate()
    {
        var actor = _actor;
        try
        {
            LetGoForGood(actor);
            Dispatcher.Detach(this);
            Parent.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
            StopFunctionRefs();
            TellWatchersWeDied();
            UnwatchWatchedActors(actor);
        }
        finally
        {
            PublishLifecycle("Stopped");
            ClearActor(actor);
            ClearActorCell();
            _actor = null;
        }
    }

    private void LetGoForGood(ActorBase actor)
    {
        try
        {
            if (actor is not null)
            {
                actor.AroundPostStop();
                SystemImpl.ActorPipelineResolver.ResolvePipeline(actor.GetType()).BeforeActorIncarnated(actor, this);
            }

            if (System.Settings.EmitActorTelemetry)
                System.EventStream.Publish(new ActorStopped(Self, Props.Type));
        }
        catch (Exception e)
        {
            PublishError(e, e.Message);
        }
    }

    private void HandleInvokeFailure(Exception cause, IEnumerable<IActorRef> childrenNotToSuspend = null)
    {
        if (IsFailed)
            return;
        try
        {
            Dispatcher.Suspend(this);
            var failedChild = CurrentMessage is Failed ? Sender : null;
            _perpetrator = failedChild ?? _self;
            SuspendChildren([.. childrenNotToSuspend ?? [], .. failedChild is null ? Array.Empty<IActorRef>() : [failedChild]]);
            Parent.SendSystemMessage(new Failed(_self, cause, _self.Path.Uid));
        }
        catch (Exception e)
        {
            PublishError(e, $"Emergency stop: exception in failure handling for {cause}");
            StopChildren();
            FinishTerminate();
        }
    }

    private void HandleFailed(Failed failed)
    {
        CurrentMessage = failed;
        Sender = failed.Child.IsNobody() ? SystemImpl.DeadLetters : failed.Child;
        if (!TryGetChildStatsByRef(failed.Child, out var stats))
            PublishDebug($"Dropping Failed({failed.Cause}) from unknown child {failed.Child}");
        else if (stats.Uid != failed.Uid)
            PublishDebug($"Dropping Failed({failed.Cause}) from old child {failed.Child} (uid={stats.Uid} != {failed.Uid})");
        else if (!_actor.SupervisorStrategyInternal.HandleFailure(this, failed.Child, failed.Cause, stats, ChildrenContainer.Stats))
            ExceptionDispatchInfo.Capture(failed.Cause).Throw();
    }

    private void HandleChildTerminated(IActorRef child)
    {
        var reason = RemoveChildAndGetStateChange(child);
        try
        {
            _actor?.SupervisorStrategyInternal.HandleChildTerminated(this, child, GetChildren());
        }
        catch (Exception e)
        {
            PublishError(e, "HandleChildTerminated failed");
            HandleInvokeFailure(e);
        }

        switch (reason)
        {
            case SuspendReason.Recreation recreation: FinishRecreate(recreation.Cause, _actor); break;
            case SuspendReason.Creation: FinishCreate(); break;
            case SuspendReason.Termination: FinishTerminate(); break;
        }
    }

    private void PublishLifecycle(string message)
    {
        if (System.Settings.DebugLifecycle)
            PublishDebug(message);
    }

    private void PublishDebug(string message) => Publish(new Debug(_self.Path.ToString(), ActorType, message));

    private void PublishError(Exception cause, string message) => Publish(new Error(cause, _self.Path.ToString(), ActorType, message));
}
