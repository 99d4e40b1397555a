using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>Events that are written all or not at all.</summary>
public sealed class AtomicWrite : IPersistentEnvelope, IMessage
{
    public AtomicWrite(IPersistentRepresentation @event) : this(ImmutableArray.Create(@event))
    {
    }

    /// <param name="payload">The events, without a gap between their numbers.</param>
    /// <exception cref="ArgumentException">There is no event, or they are not all of one id.</exception>
    public AtomicWrite(IImmutableList<IPersistentRepresentation> payload)
    {
        if (payload is null)
            throw new ArgumentNullException(nameof(payload), "Payload of AtomicWrite must not be null.");
        if (payload.Count == 0)
            throw new ArgumentException("Payload of AtomicWrite must not be empty.", nameof(payload));
        PersistenceId = payload[0].PersistenceId;
        if (payload.Any(p => p.PersistenceId != PersistenceId))
            throw new ArgumentException($"AtomicWrite must contain messages for the same persistenceId, yet these were found: {string.Join(", ", payload.Select(p => p.PersistenceId).Distinct())}.", nameof(payload));
        Payload = payload;
        Size = payload.Count;
        LowestSequenceNr = payload[0].SequenceNr;
        HighestSequenceNr = payload[^1].SequenceNr;
    }

    /// <summary>A list of <see cref="IPersistentRepresentation"/>.</summary>
    public object Payload { get; }

    public IActorRef Sender => ActorRefs.NoSender;

    public int Size { get; }

    public string PersistenceId { get; }

    public long LowestSequenceNr { get; }

    public long HighestSequenceNr { get; }

    public bool Equals(AtomicWrite other) => other is not null
        && Equals(Payload, other.Payload)
        && Size == other.Size
        && PersistenceId == other.PersistenceId
        && LowestSequenceNr == other.LowestSequenceNr
        && HighestSequenceNr == other.HighestSequenceNr;

    public override bool Equals(object obj) => Equals(obj as AtomicWrite);

    public override int GetHashCode() => HashCode.Combine(Payload, Size, PersistenceId, LowestSequenceNr, HighestSequenceNr);

    public override string ToString() =>
        $"AtomicWrite<pid: {PersistenceId}, lowSeqNr: {LowestSequenceNr}, highSeqNr: {HighestSequenceNr}, size: {Size}, sender: {Sender}>";
}

/// <summary>Goes through a journal for its place in the order only.</summary>
internal sealed class NonPersistentMessage : IPersistentEnvelope
{
    public NonPersistentMessage(object payload, IActorRef sender)
    {
        Payload = payload;
        Sender = sender;
    }

    public object Payload { get; }

    public IActorRef Sender { get; }

    public int Size => 1;
}
