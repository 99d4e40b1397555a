using System.Collections.Immutable;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>Lines over gRPC.</summary>
/// <param name="membership">As whom.</param>
/// <param name="settings">How synchronizers are talked to.</param>
/// <param name="ledger">The ledger of the term.</param>
/// <param name="log">Where refusals are told to the operator.</param>
/// <param name="time">The clock of deadlines.</param>
internal sealed class SynchronizerLines(Membership membership, SequencerClientSettings settings, ILedger ledger, ILoggingAdapter log, TimeProvider time)
    : ISynchronizerLines
{
    private readonly Lock _guard = new();
    private readonly List<SynchronizerLine> _opened = [];
    private bool _isOver;

    /// <summary>A line that is opened when they have been disposed connects nothing.</summary>
    public ISynchronizerLine Open(SynchronizerConnectionSettings connection, SynchronizerExpectation expected)
    {
        var finder = new SequencerFinder(connection, expected, settings, time);
        var line = new SynchronizerLine(
            connection, finder, session => new SequencerContact(session, membership, settings.AcknowledgementInterval, time), ledger, log);
        lock (_guard)
        {
            _opened.Add(line);
            if (_isOver)
                _ = line.DisposeAsync().AsTask();
        }

        return line;
    }

    public async Task<string> IdentifyAsync(SynchronizerConnectionSettings connection, SynchronizerExpectation expected, CancellationToken cancellation)
    {
        await using var session = await new SequencerFinder(connection, expected, settings, time).FindAsync(cancellation);
        return session.Synchronizer;
    }

    public async ValueTask DisposeAsync()
    {
        ImmutableArray<SynchronizerLine> opened;
        lock (_guard)
            (_isOver, opened) = (true, [.. _opened]);
        await Task.WhenAll(opened.Select(line => line.DisposeAsync().AsTask()));
    }
}
