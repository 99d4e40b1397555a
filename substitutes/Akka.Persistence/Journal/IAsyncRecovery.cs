using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Reads events.</summary>
public interface IAsyncRecovery
{
    /// <summary>Calls back with events from one number to another, in order, and at most so many.</summary>
    Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback);

    /// <summary>The highest number that was ever written, also if it was deleted; 0 when there was none.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="fromSequenceNr">A hint: there is none below.</param>
    Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);
}
