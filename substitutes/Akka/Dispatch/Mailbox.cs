using Akka.Actor;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>What waits for one actor, and whether it may run: system messages first, user messages only while not suspended.</summary>
public class Mailbox : IRunnable
{
    private const int Open = 0;
    private const int Closed = 1;
    private const int Scheduled = 2;
    private const int SuspendUnit = 4;

    private volatile ActorCell _actor;
    private SystemMessage _latest;
    private int _status;

    public Mailbox(IMessageQueue messageQueue) => MessageQueue = messageQueue;

    public IMessageQueue MessageQueue { get; }

    public MessageDispatcher Dispatcher => _actor.Dispatcher;

    internal ActorCell Actor => _actor;

    internal virtual bool HasSystemMessages => Volatile.Read(ref _latest) is not null;

    internal bool HasMessages => MessageQueue.HasMessages;

    internal int NumberOfMessages => MessageQueue.Count;

    internal bool IsClosed() => CurrentStatus() == Closed;

    internal bool IsSuspended() => CurrentStatus() >= SuspendUnit;

    internal bool IsScheduled() => (CurrentStatus() & Scheduled) != 0;

    internal int SuspendCount() => CurrentStatus() / SuspendUnit;

    internal bool ShouldProcessMessage() => (CurrentStatus() & ~Scheduled) == Open;

    internal int CurrentStatus() => Volatile.Read(ref _status);

    public virtual void SetActor(ActorCell actorCell) => _actor = actorCell;

    internal void Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);

    internal bool TryDequeue(out Envelope msg) => MessageQueue.TryDequeue(out msg);

    /// <summary>Adds to a list that is linked from the newest to the oldest; a closed mailbox passes the message on to the dead letters.</summary>
    internal virtual void SystemEnqueue(IActorRef receiver, SystemMessage message)
    {
        while (true)
        {
            if (IsClosed())
            {
                DeadLetterMailbox().SystemEnqueue(receiver, message);
                return;
            }

            var latest = Volatile.Read(ref _latest);
            message.Next = latest;
            if (Interlocked.CompareExchange(ref _latest, message, latest) == latest)
                return;
        }
    }

    /// <summary>Takes all system messages, oldest first.</summary>
    internal virtual SystemMessage SystemDrain()
    {
        var latest = Interlocked.Exchange(ref _latest, null);
        SystemMessage oldest = null;
        while (latest is not null)
        {
            var next = latest.Next;
            latest.Next = oldest;
            oldest = latest;
            latest = next;
        }

        return oldest;
    }

    internal bool CanBeScheduledForExecution(bool hasMessageHint, bool hasSystemMessageHint)
    {
        var status = CurrentStatus();
        if (status is Open or Scheduled)
            return hasMessageHint || hasSystemMessageHint || HasSystemMessages || HasMessages;
        return status != Closed && (hasSystemMessageHint || HasSystemMessages);
    }

    /// <summary>One more reason not to process user messages; true when it is the first.</summary>
    internal bool Suspend()
    {
        while (true)
        {
            var status = CurrentStatus();
            if (status == Closed)
                return false;
            if (TryUpdate(status, status + SuspendUnit))
                return status < SuspendUnit;
        }
    }

    /// <summary>One reason less not to process user messages; true when it was the last.</summary>
    internal bool Resume()
    {
        while (true)
        {
            var status = CurrentStatus();
            if (status == Closed)
                return false;
            var next = status < SuspendUnit ? status : status - SuspendUnit;
            if (TryUpdate(status, next))
                return next < SuspendUnit;
        }
    }

    internal bool BecomeClosed() => Interlocked.Exchange(ref _status, Closed) != Closed;

    internal bool SetAsScheduled()
    {
        while (true)
        {
            var status = CurrentStatus();
            if ((status & (Closed | Scheduled)) != Open)
                return false;
            if (TryUpdate(status, status | Scheduled))
                return true;
        }
    }

    internal bool SetAsIdle()
    {
        while (true)
        {
            var status = CurrentStatus();
            if (TryUpdate(status, status & ~Scheduled))
                return true;
        }
    }

    public void Execute() => Run();

    public void Run()
    {
        try
        {
            if (!IsClosed())
                ProcessMessages();
        }
        finally
        {
            SetAsIdle();
            Dispatcher.RegisterForExecution(this, hasMessageHint: false, hasSystemMessageHint: false);
        }
    }

    /// <summary>Moves what is left to the dead letters.</summary>
    public virtual void CleanUp()
    {
        if (_actor is null)
            return;
        var deadLetters = DeadLetterMailbox();
        for (var message = SystemDrain(); message is not null;)
        {
            var next = message.Next;
            message.Next = null;
            deadLetters.SystemEnqueue(_actor.Self, message);
            message = next;
        }

        MessageQueue?.CleanUp(_actor.Self, deadLetters.MessageQueue);
    }

    internal void ProcessAllSystemMessages()
    {
        while (!IsClosed() && HasSystemMessages)
            _actor.SystemInvoke(SystemDrain());
    }

    private void ProcessMessages()
    {
        var outer = _actor.EnterThreadContext();
        try
        {
            ProcessAllSystemMessages();
            ProcessUserMessages();
        }
        finally
        {
            ActorCell.LeaveThreadContext(outer);
        }
    }

    private void ProcessUserMessages()
    {
        var left = Math.Max(Dispatcher.Throughput, 1);
        var deadline = Dispatcher.ThroughputDeadlineTime is > 0 ? Environment.TickCount64 + (Dispatcher.ThroughputDeadlineTime.Value / TimeSpan.TicksPerMillisecond) : long.MaxValue;
        while (ShouldProcessMessage() && MessageQueue.TryDequeue(out var next))
        {
            _actor.Invoke(next);
            ProcessAllSystemMessages();
            if (--left == 0 || (deadline != long.MaxValue && Environment.TickCount64 >= deadline))
                return;
        }
    }

    private bool TryUpdate(int from, int to) => Interlocked.CompareExchange(ref _status, to, from) == from;

    private DeadLetterMailbox DeadLetterMailbox() => _actor.System.Mailboxes.DeadLetterMailbox;
}
