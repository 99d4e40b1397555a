using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>Connects the ledger of one term to synchronizers. Disposing ends every line.</summary>
internal interface ISynchronizerLines : IAsyncDisposable
{
    /// <summary>A line to a synchronizer, which is not connected yet.</summary>
    ISynchronizerLine Open(SynchronizerConnectionSettings settings, SynchronizerExpectation expected);

    /// <summary>Asks the replica that serves which synchronizer it belongs to.</summary>
    /// <exception cref="Ledger.Running.SequencerLinkException">None serves, or it is another one.</exception>
    Task<string> IdentifyAsync(SynchronizerConnectionSettings settings, SynchronizerExpectation expected, CancellationToken cancellation);
}

/// <summary>A line between the ledger of a term and one synchronizer, over whichever of its replicas serves. Disposing ends it.</summary>
internal interface ISynchronizerLine : IAsyncDisposable
{
    /// <summary>Looks for the replica that serves, and hears what it says. Only one call at a time.</summary>
    /// <exception cref="Ledger.Running.SequencerLinkException">None can be reached.</exception>
    /// <exception cref="StaleTermException">Another replica leads.</exception>
    Task<LineUp> ConnectAsync(CancellationToken cancellation);
}

/// <summary>A line that is connected.</summary>
/// <param name="Synchronizer">Id of the synchronizer.</param>
/// <param name="Endpoint">The replica that serves.</param>
/// <param name="Ended">Fails when it is connected no longer, and why.</param>
internal sealed record LineUp(string Synchronizer, Uri Endpoint, Task Ended);
