using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>The message with the lowest priority number first; among equals the oldest.</summary>
public class UnboundedPriorityMessageQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Envelope, (int Priority, long Age)> _queue;
    private readonly Func<object, int> _priorityGenerator;
    private readonly Stack<Envelope> _front = new();
    private long _age;

    public UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
    {
        _priorityGenerator = priorityGenerator;
        _queue = new PriorityQueue<Envelope, (int, long)>(initialCapacity);
    }

    public bool HasMessages => Count > 0;

    public int Count
    {
        get
        {
            lock (_gate)
                return _queue.Count + _front.Count;
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var priority = _priorityGenerator(envelope.Message);
        lock (_gate)
            _queue.Enqueue(envelope, (priority, _age++));
    }

    public void EnqueueFirst(Envelope envelope)
    {
        lock (_gate)
            _front.Push(envelope);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        lock (_gate)
            return _front.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }
}

/// <summary>Same order as <see cref="UnboundedPriorityMessageQueue"/>, which is stable already.</summary>
public class UnboundedStablePriorityMessageQueue : UnboundedPriorityMessageQueue
{
    public UnboundedStablePriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity) : base(priorityGenerator, initialCapacity)
    {
    }
}
