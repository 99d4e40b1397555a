using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>To a journal: replay events.</summary>
public sealed class ReplayMessages : IJournalRequest, IEquatable<ReplayMessages>
{
    public ReplayMessages(long fromSequenceNr, long toSequenceNr, long max, string persistenceId, IActorRef persistentActor)
    {
        FromSequenceNr = fromSequenceNr;
        ToSequenceNr = toSequenceNr;
        Max = max;
        PersistenceId = persistenceId;
        PersistentActor = persistentActor;
    }

    /// <summary>The first.</summary>
    public long FromSequenceNr { get; }

    /// <summary>The last.</summary>
    public long ToSequenceNr { get; }

    /// <summary>At most so many.</summary>
    public long Max { get; }

    public string PersistenceId { get; }

    public IActorRef PersistentActor { get; }

    public bool Equals(ReplayMessages other) => other is not null
        && FromSequenceNr == other.FromSequenceNr
        && ToSequenceNr == other.ToSequenceNr
        && Max == other.Max
        && PersistenceId == other.PersistenceId
        && Equals(PersistentActor, other.PersistentActor);

    public override bool Equals(object obj) => Equals(obj as ReplayMessages);

    public override int GetHashCode() => HashCode.Combine(FromSequenceNr, ToSequenceNr, Max, PersistenceId, PersistentActor);

    public override string ToString() => $"ReplayMessages<fromSequenceNr: {FromSequenceNr}, toSequenceNr: {ToSequenceNr}, max: {Max}, persistenceId: {PersistenceId}>";
}

/// <summary>From a journal: one replayed event.</summary>
public sealed class ReplayedMessage : IJournalResponse, IDeadLetterSuppression, IEquatable<ReplayedMessage>
{
    public ReplayedMessage(IPersistentRepresentation persistent)
    {
        Persistent = persistent;
    }

    public IPersistentRepresentation Persistent { get; }

    public bool Equals(ReplayedMessage other) => other is not null && Equals(Persistent, other.Persistent);

    public override bool Equals(object obj) => Equals(obj as ReplayedMessage);

    public override int GetHashCode() => HashCode.Combine(Persistent);

    public override string ToString() => $"ReplayedMessage<message: {Persistent}>";
}

/// <summary>From a journal: all events have been replayed.</summary>
public sealed class RecoverySuccess : IJournalResponse, IDeadLetterSuppression, IEquatable<RecoverySuccess>
{
    public RecoverySuccess(long highestSequenceNr)
    {
        HighestSequenceNr = highestSequenceNr;
    }

    /// <summary>The highest number that was ever written, also of deleted events.</summary>
    public long HighestSequenceNr { get; }

    public bool Equals(RecoverySuccess other) => other is not null && HighestSequenceNr == other.HighestSequenceNr;

    public override bool Equals(object obj) => Equals(obj as RecoverySuccess);

    public override int GetHashCode() => HashCode.Combine(HighestSequenceNr);

    public override string ToString() => $"RecoverySuccess<highestSequenceNr: {HighestSequenceNr}>";
}

/// <summary>From a journal: events could not be replayed.</summary>
public sealed class ReplayMessagesFailure : IJournalResponse, IDeadLetterSuppression, IEquatable<ReplayMessagesFailure>
{
    /// <exception cref="ArgumentNullException">ReplayMessagesFailure cause exception cannot be null</exception>
    public ReplayMessagesFailure(Exception cause)
    {
        Cause = cause ?? throw new ArgumentNullException(nameof(cause), "ReplayMessagesFailure cause exception cannot be null");
    }

    public Exception Cause { get; }

    public bool Equals(ReplayMessagesFailure other) => other is not null && Equals(Cause, other.Cause);

    public override bool Equals(object obj) => Equals(obj as ReplayMessagesFailure);

    public override int GetHashCode() => HashCode.Combine(Cause);

    public override string ToString() => $"ReplayMessagesFailure<cause: {Cause}>";
}
