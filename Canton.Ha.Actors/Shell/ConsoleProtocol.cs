using System.Threading.Channels;
using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Shell;

/// <summary>What the console of this process asks its actor for.</summary>
public static class ConsoleProtocol
{
    /// <summary>
    /// Ask a replica to hand over. Answered as <see cref="ReplicationProtocol.SetPassive"/> is, or by <see cref="Status.Failure"/>, whose message is a
    /// sentence for the operator.
    /// </summary>
    /// <param name="Name">The replica's name.</param>
    /// <param name="Replica">Who understands <see cref="ReplicationProtocol"/>.</param>
    /// <param name="To">Name of the successor; null for whichever replica comes first.</param>
    /// <param name="Limit">How long its answer may take.</param>
    public sealed record HandOver(string Name, IActorRef Replica, string? To, TimeSpan Limit);

    /// <summary>Write every change of a replica into a channel, until it is enough or the channel is full. Answered by <see cref="Following"/>.</summary>
    /// <param name="Name">The replica's name.</param>
    /// <param name="Changes">Completed in the end.</param>
    /// <param name="Ended">It is enough.</param>
    public sealed record Follow(string Name, ChannelWriter<ReplicaEvent> Changes, CancellationToken Ended);

    /// <summary>From now on no change is missed.</summary>
    public sealed record Following
    {
        /// <summary>The only one.</summary>
        public static readonly Following Instance = new();
    }
}
