using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>How long a connection rests between two attempts.</summary>
/// <param name="First">After the first failure.</param>
/// <param name="Longest">At most.</param>
internal sealed record RetryPauses(TimeSpan First, TimeSpan Longest)
{
    public static RetryPauses Of(SynchronizerConnectionSettings connection, SequencerClientSettings client) => new(
        connection.InitialRetryDelay ?? client.InitialRetryDelay, connection.MaxRetryDelay ?? client.MaxRetryDelay);

    /// <param name="failuresBefore">Failures in a row before the one after which to rest.</param>
    public TimeSpan After(int failuresBefore) => Backoff.Doubling(First, Longest, failuresBefore);
}
