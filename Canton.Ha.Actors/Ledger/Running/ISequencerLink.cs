using System.Collections.Immutable;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>Sends messages of this participant to one synchronizer.</summary>
internal interface ISequencerLink
{
    /// <summary>What this participant calls the synchronizer.</summary>
    string Alias { get; }

    /// <summary>Of several synchronizers that could take a transaction, the one with the highest does.</summary>
    int Priority => 0;

    /// <summary>Id of the synchronizer.</summary>
    string Synchronizer { get; }

    /// <summary>
    /// Returns when every message is either durable in the order of the synchronizer, perhaps since long ago, or refused for good. Refused ones are told
    /// to the operator; they end as submissions that were not sequenced in time.
    /// </summary>
    /// <exception cref="SequencerLinkException">Nobody knows which were sequenced; all of them may be sent again.</exception>
    Task SendAsync(ImmutableArray<V1.Outgoing> messages, CancellationToken cancellation);
}

/// <summary>A synchronizer could not be reached, or refused everything.</summary>
internal sealed class SequencerLinkException(string message, Exception? cause = null) : Exception(message, cause);
