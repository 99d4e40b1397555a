using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Many senders, one reader, no limit. Costs nothing until the first message, and one 24-byte slot per message then.</summary>
public class UnboundedMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private const int SlotsMin = 8;
    private const int SlotsMax = 1024;

    private Segment _head;
    private Segment _tail;

    public bool HasMessages
    {
        get
        {
            var segment = Volatile.Read(ref _head);
            if (segment is not null && segment.Read == segment.Slots.Length)
                segment = Volatile.Read(ref segment.Next);
            return segment is not null && segment.HasNext;
        }
    }

    public int Count
    {
        get
        {
            var count = 0;
            for (var segment = Volatile.Read(ref _head); segment is not null; segment = Volatile.Read(ref segment.Next))
                count += Math.Min(Volatile.Read(ref segment.Claimed), segment.Slots.Length) - segment.Read;
            return count;
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var segment = Volatile.Read(ref _tail) ?? First();
        while (!segment.TryAdd(envelope))
            segment = Grow(segment);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        var segment = _head;
        if (segment is not null && segment.Read == segment.Slots.Length && Volatile.Read(ref segment.Next) is { } next)
            _head = segment = next;
        if (segment is not null && segment.HasNext)
        {
            envelope = segment.Take();
            return true;
        }

        envelope = default;
        return false;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }

    private Segment First()
    {
        var first = new Segment(SlotsMin);
        if (Interlocked.CompareExchange(ref _tail, first, null) is { } other)
            return other;
        Volatile.Write(ref _head, first);
        return first;
    }

    private Segment Grow(Segment full)
    {
        if (Volatile.Read(ref full.Next) is null)
            Interlocked.CompareExchange(ref full.Next, new Segment(Math.Min(full.Slots.Length * 2, SlotsMax)), null);
        Interlocked.CompareExchange(ref _tail, full.Next, full);
        return full.Next;
    }

    /// <summary>A slot is claimed by counting up, filled, and only then marked as filled, so that the reader never sees half a message.</summary>
    private sealed class Segment
    {
        public readonly Slot[] Slots;
        public int Claimed;
        public int Read;
        public Segment Next;

        public Segment(int length) => Slots = new Slot[length];

        public bool HasNext => Read < Slots.Length && Volatile.Read(ref Slots[Read].IsFilled);

        public bool TryAdd(Envelope envelope)
        {
            if (Volatile.Read(ref Claimed) >= Slots.Length)
                return false;
            var index = Interlocked.Increment(ref Claimed) - 1;
            if (index >= Slots.Length)
                return false;
            ref var slot = ref Slots[index];
            slot.Envelope = envelope;
            Volatile.Write(ref slot.IsFilled, true);
            return true;
        }

        public Envelope Take()
        {
            ref var slot = ref Slots[Read++];
            var envelope = slot.Envelope;
            slot.Envelope = default;
            return envelope;
        }
    }

    private struct Slot
    {
        public Envelope Envelope;
        public bool IsFilled;
    }
}
