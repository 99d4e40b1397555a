using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <content>Start, restart and stop.</content>
public abstract partial class Eventsourced
{
    /// <summary>What is worth keeping of a stash when the actor restarts or stops.</summary>
    public static readonly Func<Envelope, bool> UnstashFilterPredicate = envelope => envelope.Message is not (WriteMessageSuccess or ReplayedMessage);

    public override void AroundPreStart()
    {
        if (PersistenceId is null)
            throw new ArgumentNullException(nameof(PersistenceId), $"PersistenceId is [null] for PersistentActor [{Self.Path}]");
        // A plugin that is not there shall be known now, not at the first event.
        _ = (Journal, SnapshotStore);
        RequestRecoveryPermit();
        base.AroundPreStart();
    }

    public override void AroundPreRestart(Exception cause, object message)
    {
        try
        {
            GiveBackMessages();
        }
        finally
        {
            SendWaitingWrites();
            base.AroundPreRestart(cause, WithoutEnvelope(message));
        }
    }

    public override void AroundPostRestart(Exception reason, object message)
    {
        RequestRecoveryPermit();
        base.AroundPostRestart(reason, message);
    }

    public override void AroundPostStop()
    {
        try
        {
            GiveBackMessages();
        }
        finally
        {
            base.AroundPostStop();
        }
    }

    protected internal override bool AroundReceive(Receive receive, object message)
    {
        _phase.Handle(receive, message);
        return true;
    }

    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                return;
            case SaveSnapshotFailure failure:
                Log.Warning("Failed to SaveSnapshot given metadata [{0}] due to: [{1}: {2}]", failure.Metadata, failure.Cause, failure.Cause.Message);
                break;
            case DeleteSnapshotFailure failure:
                Log.Warning("Failed to DeleteSnapshot given metadata [{0}] due to: [{1}: {2}]", failure.Metadata, failure.Cause, failure.Cause.Message);
                break;
            case DeleteSnapshotsFailure failure:
                Log.Warning("Failed to DeleteSnapshots given criteria [{0}] due to: [{1}: {2}]", failure.Criteria, failure.Cause, failure.Cause.Message);
                break;
            case DeleteMessagesFailure failure:
                Log.Warning(failure.Cause, "Failed to DeleteMessages ToSequenceNr [{0}] for PersistenceId [{1}] due to: {2}", failure.ToSequenceNr, PersistenceId, failure.Cause.Message);
                break;
        }

        base.Unhandled(message);
    }

    private static object WithoutEnvelope(object message) => message switch
    {
        WriteMessageSuccess success => success.Persistent,
        LoopMessageSuccess success => success.Message,
        ReplayedMessage replayed => replayed.Persistent,
        _ => message,
    };

    private void RequestRecoveryPermit()
    {
        Extension.RecoveryPermitter.Tell(RecoveryPermitter.Request.Instance, Self);
        _phase = new AwaitingPermit(this, Recovery);
    }

    private void GiveBackMessages()
    {
        _waiting.UnstashAll();
        Stash.UnstashAll(UnstashFilterPredicate);
    }

    /// <summary>Keeps the current message until the actor handles commands again.</summary>
    private void Wait(object message)
    {
        try
        {
            _waiting.Stash();
        }
        catch (StashOverflowException) when (InternalStashOverflowStrategy is DiscardToDeadLetterStrategy)
        {
            Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
        }
        catch (StashOverflowException) when (InternalStashOverflowStrategy is ReplyToStrategy)
        {
            Sender.Tell(((ReplyToStrategy)InternalStashOverflowStrategy).Response);
        }
    }

    private void StopWaiting(bool all)
    {
        if (all)
            _waiting.UnstashAll();
        else
            _waiting.Unstash();
    }

    /// <summary>The actor's own stash. Kept messages leave one by one, so what it unstashes at once has to go before them.</summary>
    private sealed class UserStash : IStash
    {
        private readonly IStash _own;
        private readonly IStash _waiting;

        public UserStash(IStash own, IStash waiting)
        {
            _own = own;
            _waiting = waiting;
        }

        public int Count => _own.Count;

        public bool IsEmpty => _own.IsEmpty;

        public bool NonEmpty => _own.NonEmpty;

        public bool IsFull => _own.IsFull;

        public int Capacity => _own.Capacity;

        public void Stash() => _own.Stash();

        public void Unstash() => _own.Unstash();

        public void UnstashAll() => _waiting.Prepend(ClearStash());

        public void UnstashAll(Func<Envelope, bool> predicate) => _own.UnstashAll(predicate);

        public IEnumerable<Envelope> ClearStash() => _own.ClearStash();

        public void Prepend(IEnumerable<Envelope> envelopes) => _own.Prepend(envelopes);
    }
}
