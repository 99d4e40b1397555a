using Akka.Actor;

namespace Akka.Persistence;

/// <summary>To a journal: write these, in this order.</summary>
public sealed class WriteMessages : IJournalRequest, IEquatable<WriteMessages>
{
    public WriteMessages(IEnumerable<IPersistentEnvelope> messages, IActorRef persistentActor, int actorInstanceId)
    {
        Messages = messages;
        PersistentActor = persistentActor;
        ActorInstanceId = actorInstanceId;
    }

    public IEnumerable<IPersistentEnvelope> Messages { get; }

    public IActorRef PersistentActor { get; }

    /// <summary>Which instance of the actor wrote it; a restarted actor ignores answers to the one before.</summary>
    public int ActorInstanceId { get; }

    public bool Equals(WriteMessages other) => other is not null
        && Equals(Messages, other.Messages)
        && Equals(PersistentActor, other.PersistentActor)
        && ActorInstanceId == other.ActorInstanceId;

    public override bool Equals(object obj) => Equals(obj as WriteMessages);

    public override int GetHashCode() => HashCode.Combine(Messages, PersistentActor, ActorInstanceId);

    public override string ToString() => $"WriteMessages<actorInstanceId: {ActorInstanceId}, actor: {PersistentActor}>";
}

/// <summary>From a journal: it has tried to write all of one <see cref="WriteMessages"/>; one answer for each of them follows.</summary>
public sealed class WriteMessagesSuccessful : IJournalResponse
{
    private WriteMessagesSuccessful()
    {
    }

    public static WriteMessagesSuccessful Instance { get; } = new();
}

/// <summary>From a journal: nothing can be said about one <see cref="WriteMessages"/>; one answer for each of them follows.</summary>
public sealed class WriteMessagesFailed : IJournalResponse, IEquatable<WriteMessagesFailed>
{
    /// <exception cref="ArgumentNullException">WriteMessagesFailed cause exception cannot be null</exception>
    public WriteMessagesFailed(Exception cause, int writeCount)
    {
        Cause = cause ?? throw new ArgumentNullException(nameof(cause), "WriteMessagesFailed cause exception cannot be null");
        WriteCount = writeCount;
    }

    public Exception Cause { get; }

    /// <summary>Writes that were asked for.</summary>
    public int WriteCount { get; }

    public bool Equals(WriteMessagesFailed other) => other is not null && Equals(Cause, other.Cause) && WriteCount == other.WriteCount;

    public override bool Equals(object obj) => Equals(obj as WriteMessagesFailed);

    public override int GetHashCode() => HashCode.Combine(Cause, WriteCount);

    public override string ToString() => $"WriteMessagesFailed<cause: {Cause}>";
}

/// <summary>From a journal: the event is written.</summary>
public sealed class WriteMessageSuccess : IJournalResponse, IEquatable<WriteMessageSuccess>
{
    public WriteMessageSuccess(IPersistentRepresentation persistent, int actorInstanceId)
    {
        Persistent = persistent;
        ActorInstanceId = actorInstanceId;
    }

    public IPersistentRepresentation Persistent { get; }

    /// <summary>Which instance of the actor wrote it; a restarted actor ignores answers to the one before.</summary>
    public int ActorInstanceId { get; }

    public bool Equals(WriteMessageSuccess other) => other is not null && Equals(Persistent, other.Persistent) && ActorInstanceId == other.ActorInstanceId;

    public override bool Equals(object obj) => Equals(obj as WriteMessageSuccess);

    public override int GetHashCode() => HashCode.Combine(Persistent, ActorInstanceId);

    public override string ToString() => $"WriteMessageSuccess<actorInstanceId: {ActorInstanceId}, message: {Persistent}>";
}

/// <summary>From a journal: the event was not written, and others may be.</summary>
public sealed class WriteMessageRejected : IJournalResponse, IEquatable<WriteMessageRejected>
{
    /// <exception cref="ArgumentNullException">WriteMessageRejected cause exception cannot be null</exception>
    public WriteMessageRejected(IPersistentRepresentation persistent, Exception cause, int actorInstanceId)
    {
        Persistent = persistent;
        Cause = cause ?? throw new ArgumentNullException(nameof(cause), "WriteMessageRejected cause exception cannot be null");
        ActorInstanceId = actorInstanceId;
    }

    public IPersistentRepresentation Persistent { get; }

    public Exception Cause { get; }

    /// <summary>Which instance of the actor wrote it; a restarted actor ignores answers to the one before.</summary>
    public int ActorInstanceId { get; }

    public bool Equals(WriteMessageRejected other) => other is not null
        && Equals(Persistent, other.Persistent)
        && Equals(Cause, other.Cause)
        && ActorInstanceId == other.ActorInstanceId;

    public override bool Equals(object obj) => Equals(obj as WriteMessageRejected);

    public override int GetHashCode() => HashCode.Combine(Persistent, Cause, ActorInstanceId);

    public override string ToString() => $"WriteMessageRejected<actorInstanceId: {ActorInstanceId}, message: {Persistent}, cause: {Cause}>";
}

/// <summary>From a journal: whether the event was written is not known.</summary>
public sealed class WriteMessageFailure : IJournalResponse, IEquatable<WriteMessageFailure>
{
    /// <exception cref="ArgumentNullException">WriteMessageFailure cause exception cannot be null</exception>
    public WriteMessageFailure(IPersistentRepresentation persistent, Exception cause, int actorInstanceId)
    {
        Persistent = persistent;
        Cause = cause ?? throw new ArgumentNullException(nameof(cause), "WriteMessageFailure cause exception cannot be null");
        ActorInstanceId = actorInstanceId;
    }

    public IPersistentRepresentation Persistent { get; }

    public Exception Cause { get; }

    /// <summary>Which instance of the actor wrote it; a restarted actor ignores answers to the one before.</summary>
    public int ActorInstanceId { get; }

    public bool Equals(WriteMessageFailure other) => other is not null
        && Equals(Persistent, other.Persistent)
        && Equals(Cause, other.Cause)
        && ActorInstanceId == other.ActorInstanceId;

    public override bool Equals(object obj) => Equals(obj as WriteMessageFailure);

    public override int GetHashCode() => HashCode.Combine(Persistent, Cause, ActorInstanceId);

    public override string ToString() => $"WriteMessageFailure<actorInstanceId: {ActorInstanceId}, message: {Persistent}, cause: {Cause}>";
}

/// <summary>From a journal: all that was to be written before this message has been answered.</summary>
public sealed class LoopMessageSuccess : IJournalResponse, IEquatable<LoopMessageSuccess>
{
    public LoopMessageSuccess(object message, int actorInstanceId)
    {
        Message = message;
        ActorInstanceId = actorInstanceId;
    }

    public object Message { get; }

    /// <summary>Which instance of the actor wrote it; a restarted actor ignores answers to the one before.</summary>
    public int ActorInstanceId { get; }

    public bool Equals(LoopMessageSuccess other) => other is not null && Equals(Message, other.Message) && ActorInstanceId == other.ActorInstanceId;

    public override bool Equals(object obj) => Equals(obj as LoopMessageSuccess);

    public override int GetHashCode() => HashCode.Combine(Message, ActorInstanceId);

    public override string ToString() => $"LoopMessageSuccess<actorInstanceId: {ActorInstanceId}, message: {Message}>";
}
