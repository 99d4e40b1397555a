using System.Collections.Concurrent;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>Lines over gRPC.</summary>
/// <param name="membership">As whom.</param>
/// <param name="settings">How synchronizers are talked to.</param>
/// <param name="ledger">Where the ledger of the term is found.</param>
/// <param name="log">Where refusals are told to the operator.</param>
/// <param name="time">The clock of deadlines.</param>
internal sealed class SynchronizerLines(Membership membership, SequencerClientSettings settings, LedgerAccess ledger, ILoggingAdapter log, TimeProvider time)
    : ISynchronizerLines
{
    private readonly ConcurrentBag<ISynchronizerLine> _opened = [];

    public ISynchronizerLine Open(SynchronizerConnectionSettings connection, SynchronizerExpectation expected)
    {
        var finder = new SequencerFinder(connection, expected, settings, time);
        var line = new SynchronizerLine(
            connection, finder, session => new SequencerContact(session, membership, settings.AcknowledgementInterval, time), ledger, log);
        _opened.Add(line);
        return line;
    }

    public async Task<string> IdentifyAsync(SynchronizerConnectionSettings connection, SynchronizerExpectation expected, CancellationToken cancellation)
    {
        await using var session = await new SequencerFinder(connection, expected, settings, time).FindAsync(cancellation);
        return session.Synchronizer;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_opened.Select(line => line.DisposeAsync().AsTask()));
}
