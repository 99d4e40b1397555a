using Akka.Dispatch;
using Akka.Util;

namespace Akka.Actor.Internal;

/// <summary>Messages put aside, oldest first.</summary>
public abstract class AbstractStash : IStash
{
    private readonly ActorCell _cell;
    private readonly IDequeBasedMessageQueueSemantics _mailbox;
    private LinkedList<Envelope> _stashed = new();
    private int _lastStashed;

    /// <exception cref="ActorInitializationException">The mailbox has only one end.</exception>
    protected AbstractStash(IActorContext context)
    {
        _cell = (ActorCell)context;
        _mailbox = _cell.Mailbox.MessageQueue as IDequeBasedMessageQueueSemantics ?? throw new ActorInitializationException(
            _cell.Self,
            $"DequeBasedMailbox required, got: {_cell.Mailbox.GetType().Name}\n"
            + "An (unbounded) deque-based mailbox can be configured as follows:\n"
            + "my-custom-mailbox {\n    mailbox-type = \"Akka.Dispatch.UnboundedDequeBasedMailbox\"\n}\n");
        Capacity = _cell.Props.Deploy.StashCapacity == Deploy.NoStashSize
            ? context.System.Mailboxes.StashCapacity(context.Props.Dispatcher, context.Props.Mailbox)
            : _cell.Props.Deploy.StashCapacity;
    }

    public virtual int Capacity { get; }

    public int Count => _stashed.Count;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public bool IsFull => Capacity >= 0 && Count >= Capacity;

    public void Stash()
    {
        var message = _cell.CurrentMessage;
        if (_cell.CurrentEnvelopeId == _lastStashed)
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        _lastStashed = _cell.CurrentEnvelopeId;
        if (Capacity > 0 && Count >= Capacity)
            throw new StashOverflowException($"Couldn't enqueue message {message} from ${_cell.Sender} to stash of {_cell.Self}");
        _stashed.AddLast(new Envelope(message, _cell.Sender));
    }

    public void Unstash()
    {
        if (IsEmpty)
            return;
        var oldest = _stashed.First.Value;
        _stashed.RemoveFirst();
        EnqueueFirst(oldest);
    }

    public void UnstashAll() => UnstashAll(_ => true);

    public void UnstashAll(Func<Envelope, bool> filterPredicate)
    {
        foreach (var envelope in ClearStash().Reverse().Where(filterPredicate))
            EnqueueFirst(envelope);
    }

    public IEnumerable<Envelope> ClearStash()
    {
        if (IsEmpty)
            return [];
        var all = _stashed;
        _stashed = new LinkedList<Envelope>();
        return all;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Distinct().Reverse())
            _stashed.AddFirst(envelope);
    }

    private void EnqueueFirst(Envelope envelope)
    {
        _mailbox.EnqueueFirst(envelope);
        if (envelope.Message is Terminated terminated)
            _cell.TerminatedQueuedFor(terminated.ActorRef, Option<object>.None);
    }
}

/// <summary>A stash as large as its configuration says.</summary>
public class BoundedStashImpl : AbstractStash
{
    public BoundedStashImpl(IActorContext context) : base(context)
    {
    }
}

/// <summary>A stash without limit.</summary>
public class UnboundedStashImpl : AbstractStash
{
    public UnboundedStashImpl(IActorContext context) : base(context)
    {
    }

    public override int Capacity => Deploy.NoStashSize;
}
