using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>Hears what other replicas say about themselves.</summary>
internal interface IPeerStreams
{
    /// <summary>Returns when the replica has ended its stream.</summary>
    /// <param name="peer">Who, and where.</param>
    /// <param name="heard">Takes each word: a <see cref="ReplicaView"/> or a <see cref="NewsView"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="PeerStreamException">It cannot be heard, or no longer.</exception>
    Task ReadAsync(RosterEntry peer, Action<object> heard, CancellationToken cancellation);
}

/// <summary>Another replica cannot be heard.</summary>
/// <param name="message">Why, as the end of a sentence.</param>
/// <param name="cause">What was behind it.</param>
internal sealed class PeerStreamException(string message, Exception cause) : Exception(message, cause);
