using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>An event with all that is stored beside it.</summary>
public interface IPersistentRepresentation : IMessage
{
    object Payload { get; }

    /// <summary>What an event adapter has called the event.</summary>
    string Manifest { get; }

    string PersistenceId { get; }

    /// <summary>1 for the first event of an id, and so on.</summary>
    long SequenceNr { get; }

    /// <summary>When the journal has written it, in the journal's own unit; 0 when that is not known.</summary>
    long Timestamp { get; }

    /// <summary>Which instance of the actor has written it.</summary>
    string WriterGuid { get; }

    bool IsDeleted { get; }

    IActorRef Sender { get; }

    IPersistentRepresentation WithTimestamp(long timestamp);

    IPersistentRepresentation WithPayload(object payload);

    IPersistentRepresentation WithManifest(string manifest);

    IPersistentRepresentation Update(long sequenceNr, string persistenceId, bool isDeleted, IActorRef sender, string writerGuid);
}

/// <summary>What a journal is given to go through.</summary>
public interface IPersistentEnvelope
{
    object Payload { get; }

    IActorRef Sender { get; }

    /// <summary>How many answers there will be.</summary>
    int Size { get; }
}

/// <summary>Who persists, and where.</summary>
public interface IPersistentIdentity
{
    string PersistenceId { get; }

    /// <summary>Configuration path of the journal; null or empty for the default one.</summary>
    string JournalPluginId { get; }

    /// <summary>Configuration path of the snapshot store; null or empty for the default one.</summary>
    string SnapshotPluginId { get; }
}
