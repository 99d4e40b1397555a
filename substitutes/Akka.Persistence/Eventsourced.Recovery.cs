using Akka.Actor;

namespace Akka.Persistence;

/// <content>Recovery.</content>
public abstract partial class Eventsourced
{
    private void FailRecovery(Exception cause, object message = null)
    {
        try
        {
            OnRecoveryFailure(cause, message);
        }
        finally
        {
            Context.Stop(Self);
        }

        ReturnRecoveryPermit();
    }

    private void ReturnRecoveryPermit() => Extension.RecoveryPermitter.Tell(RecoveryPermitter.Return.Instance, Self);

    /// <summary>Also after a failure of the handler of <see cref="RecoveryCompleted"/>: its supervisor may resume the actor.</summary>
    private void EndRecovery()
    {
        if (_asked.Count > 0)
            SendAsked();
        if (_stashingHandlers > 0)
        {
            _phase = new Writing(this);
        }
        else
        {
            _phase = new Commanding(this);
            _waiting.UnstashAll();
        }
    }

    private bool Recover(object message) => message switch
    {
        IPersistentRepresentation persistent => IsRecovering && ReceiveRecover(persistent.Payload),
        SnapshotOffer or RecoveryCompleted => ReceiveRecover(message),
        _ => false,
    };

    private sealed class AwaitingPermit : Phase
    {
        private readonly Recovery _recovery;

        public AwaitingPermit(Eventsourced actor, Recovery recovery) : base(actor) => _recovery = recovery;

        public override bool IsRecovering => true;

        public override void Handle(Receive receive, object message)
        {
            if (message is not RecoveryPermitter.Granted)
            {
                Actor.Wait(message);
                return;
            }

            var timeout = Actor.Extension.JournalConfigFor(Actor.JournalPluginId).GetTimeSpan("recovery-event-timeout", null, allowInfinite: false);
            Actor._phase = new AwaitingSnapshot(Actor, _recovery.ReplayMax, timeout);
            Actor.LoadSnapshot(Actor.SnapshotterId, _recovery.FromSnapshot, _recovery.ToSequenceNr);
        }
    }

    /// <summary>The actor has a permit, which is given back whatever happens.</summary>
    private abstract class Permitted : Phase
    {
        private readonly ICancelable _timer;

        protected Permitted(Eventsourced actor, ICancelable timer) : base(actor) => _timer = timer;

        public sealed override void Handle(Receive receive, object message)
        {
            try
            {
                Handle(message);
            }
            catch (Exception)
            {
                CancelTimer();
                Actor.ReturnRecoveryPermit();
                throw;
            }
        }

        protected abstract void Handle(object message);

        protected void CancelTimer() => _timer.Cancel();
    }

    private sealed class AwaitingSnapshot : Permitted
    {
        private readonly long _replayMax;
        private readonly TimeSpan _timeout;

        public AwaitingSnapshot(Eventsourced actor, long replayMax, TimeSpan timeout)
            : base(actor, Context.System.Scheduler.ScheduleTellOnceCancelable(timeout, actor.Self, new RecoveryTick(snapshot: true), actor.Self))
        {
            _replayMax = replayMax;
            _timeout = timeout;
        }

        public override bool IsRecovering => true;

        protected override void Handle(object message)
        {
            switch (message)
            {
                case LoadSnapshotResult loaded:
                    CancelTimer();
                    if (loaded.Snapshot is null || TryOffer(loaded.Snapshot))
                        Replay(loaded.ToSequenceNr);
                    break;
                case LoadSnapshotFailed failed:
                    CancelTimer();
                    Actor.FailRecovery(failed.Cause);
                    break;
                case RecoveryTick { Snapshot: true }:
                    Actor.FailRecovery(new RecoveryTimedOutException($"Recovery timed out, didn't get snapshot within {_timeout.TotalSeconds}s."));
                    break;
                default:
                    Actor.Wait(message);
                    break;
            }
        }

        private bool TryOffer(SelectedSnapshot selected)
        {
            var before = Actor.LastSequenceNr;
            var offer = new SnapshotOffer(selected.Metadata, selected.Snapshot);
            try
            {
                Actor.LastSequenceNr = selected.Metadata.SequenceNr;
                Actor.DeliverTo(
                    message =>
                    {
                        var isTaken = Actor.Recover(message);
                        Actor.LastSequenceNr = isTaken ? Actor.LastSequenceNr : before;
                        return isTaken;
                    },
                    offer);
                return true;
            }
            catch (Exception e)
            {
                Actor.FailRecovery(e);
                return false;
            }
        }

        private void Replay(long toSequenceNr)
        {
            Actor._phase = new Replaying(Actor, _timeout);
            Actor.Journal.Tell(new ReplayMessages(Actor.LastSequenceNr + 1, toSequenceNr, _replayMax, Actor.PersistenceId, Actor.Self));
        }
    }

    private sealed class Replaying : Permitted
    {
        private readonly TimeSpan _timeout;
        private bool _hasSeenEvent;
        private bool _isDone;

        public Replaying(Eventsourced actor, TimeSpan timeout)
            : base(actor, Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(timeout, timeout, actor.Self, new RecoveryTick(snapshot: false), actor.Self)) =>
            _timeout = timeout;

        public override bool IsRecovering => !_isDone;

        protected override void Handle(object message)
        {
            switch (message)
            {
                case ReplayedMessage replayed:
                    Replay(replayed.Persistent);
                    break;
                case RecoverySuccess success:
                    CancelTimer();
                    Complete(success.HighestSequenceNr);
                    break;
                case ReplayMessagesFailure failure:
                    CancelTimer();
                    Actor.FailRecovery(failure.Cause);
                    break;
                case RecoveryTick tick:
                    if (!tick.Snapshot)
                        CheckProgress();
                    break;
                default:
                    Actor.Wait(message);
                    break;
            }
        }

        private void Replay(IPersistentRepresentation persistent)
        {
            _hasSeenEvent = true;
            Actor.UpdateLastSequenceNr(persistent);
            try
            {
                Actor.DeliverTo(Actor.Recover, persistent);
            }
            catch (Exception e)
            {
                CancelTimer();
                Actor.FailRecovery(e, persistent.Payload);
            }
        }

        private void Complete(long highestSequenceNr)
        {
            Actor.OnReplaySuccess();
            Actor._sequenceNr = Actor.LastSequenceNr = Math.Max(highestSequenceNr, Actor.LastSequenceNr);
            _isDone = true;
            try
            {
                Actor.DeliverTo(Actor.Recover, RecoveryCompleted.Instance);
            }
            finally
            {
                Actor.EndRecovery();
            }

            Actor.ReturnRecoveryPermit();
        }

        private void CheckProgress()
        {
            if (_hasSeenEvent)
            {
                _hasSeenEvent = false;
                return;
            }

            CancelTimer();
            Actor.FailRecovery(new RecoveryTimedOutException(
                $"Recovery timed out, didn't get event within {_timeout.TotalSeconds}s, highest sequence number seen {Actor.LastSequenceNr}."));
        }
    }
}
