using Akka.Actor;

namespace Akka.Persistence;

/// <content>What is done with messages once events can be written.</content>
public abstract partial class Eventsourced
{
    private void DeliverTo(Receive receive, object message) => base.AroundReceive(receive, message);

    /// <summary>AwaitingPermit → AwaitingSnapshot → Replaying → Commanding ⇄ Writing.</summary>
    private abstract class Phase
    {
        protected Phase(Eventsourced actor) => Actor = actor;

        public virtual bool IsRecovering => false;

        protected Eventsourced Actor { get; }

        public abstract void Handle(Receive receive, object message);
    }

    /// <summary>Answers of the journal are handled first, in all that follows recovery.</summary>
    private abstract class Recovered : Phase
    {
        protected Recovered(Eventsourced actor) : base(actor)
        {
        }

        public override void Handle(Receive receive, object message)
        {
            switch (message)
            {
                case WriteMessageSuccess success:
                    if (success.ActorInstanceId == Actor._instanceId)
                        Written(success.Persistent);
                    break;
                case LoopMessageSuccess success:
                    if (success.ActorInstanceId == Actor._instanceId)
                        RunHandler(success.Message);
                    break;
                case WriteMessageRejected rejected:
                    if (rejected.ActorInstanceId == Actor._instanceId)
                        Rejected(rejected);
                    break;
                case WriteMessageFailure failure:
                    if (failure.ActorInstanceId == Actor._instanceId)
                        Failed(failure);
                    break;
                case WriteMessagesSuccessful or WriteMessagesFailed:
                    EndBatch(message);
                    break;
                case RecoveryTick:
                    break;
                default:
                    Other(receive, message);
                    break;
            }
        }

        protected abstract void Other(Receive receive, object message);

        /// <summary>Called when the oldest handler has run, or will never run.</summary>
        protected abstract void HandlerDone(IPendingHandlerInvocation handler, bool hasFailed);

        private void Written(IPersistentRepresentation persistent)
        {
            Actor.UpdateLastSequenceNr(persistent);
            RunHandler(persistent.Payload);
        }

        private void RunHandler(object payload)
        {
            var hasFailed = true;
            try
            {
                Actor.RunHandler(payload);
                hasFailed = false;
            }
            finally
            {
                HandlerDone(Actor._handlers.Dequeue(), hasFailed);
            }
        }

        private void Rejected(WriteMessageRejected rejected)
        {
            Actor.UpdateLastSequenceNr(rejected.Persistent);
            HandlerDone(Actor._handlers.Dequeue(), hasFailed: false);
            Actor.OnPersistRejected(rejected.Cause, rejected.Persistent.Payload, rejected.Persistent.SequenceNr);
        }

        private void Failed(WriteMessageFailure failure)
        {
            HandlerDone(Actor._handlers.Dequeue(), hasFailed: false);
            try
            {
                Actor.OnPersistFailure(failure.Cause, failure.Persistent.Payload, failure.Persistent.SequenceNr);
            }
            finally
            {
                Context.Stop(Actor.Self);
            }
        }

        private void EndBatch(object answer)
        {
            // When events have failed, their own answers follow and stop the actor.
            if (answer is WriteMessagesFailed { WriteCount: > 0 })
                return;
            Actor._isWriting = false;
            if (answer is WriteMessagesSuccessful)
                Actor.SendWaitingWrites();
        }
    }

    private sealed class Commanding : Recovered
    {
        public Commanding(Eventsourced actor) : base(actor)
        {
        }

        protected override void Other(Receive receive, object message)
        {
            var hasFailed = true;
            try
            {
                Actor.DeliverTo(receive, message);
                hasFailed = false;
            }
            finally
            {
                Actor.AfterCommand(hasFailed);
            }
        }

        protected override void HandlerDone(IPendingHandlerInvocation handler, bool hasFailed) => Actor.StopWaiting(all: hasFailed);
    }

    /// <summary>Commands wait until the last handler that demands it has run; handlers that do not may still be due.</summary>
    private sealed class Writing : Recovered
    {
        public Writing(Eventsourced actor) : base(actor)
        {
        }

        protected override void Other(Receive receive, object message) => Actor.Wait(message);

        protected override void HandlerDone(IPendingHandlerInvocation handler, bool hasFailed)
        {
            if (handler is StashingHandlerInvocation)
                Actor._stashingHandlers--;
            if (Actor._stashingHandlers > 0)
                return;
            Actor._phase = new Commanding(Actor);
            Actor.StopWaiting(all: hasFailed);
        }
    }
}
