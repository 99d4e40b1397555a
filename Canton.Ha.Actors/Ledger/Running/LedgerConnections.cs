using System.Collections.Immutable;
using System.Threading.Channels;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Storage;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>
/// The one owner of what the indexer remembers, which is ahead of the store, and of the latest connection to each synchronizer: so that no message is
/// left unsent between one connection and the next, and no event is taken from an earlier one. Nothing here waits.
/// </summary>
internal sealed class LedgerConnections(LedgerParts parts, StoredLedger stored, SynchronizerBoard board, ChannelWriter<IndexingWork> incoming)
{
    private readonly Lock _guard = new();
    private readonly LedgerIndexer _indexer = new(parts.Participant, parts.Rules, stored, parts.Replica);
    private readonly Dictionary<string, LedgerConnection> _latest = new(StringComparer.Ordinal);
    private bool _isClosed;

    /// <summary>Takes the place of an earlier connection to the same synchronizer. What is under way there is sent again, what is due first coming first.</summary>
    /// <exception cref="NotActiveException">The ledger has ended.</exception>
    public ILedgerConnection Connect(ISequencerLink link)
    {
        LedgerConnection connection;
        LedgerConnection? former;
        lock (_guard)
        {
            if (_isClosed)
                throw new NotActiveException();

            former = _latest.GetValueOrDefault(link.Synchronizer);
            connection = new LedgerConnection(link, this, _indexer.TrackOf(link.Synchronizer).Counter + 1);
            _latest[link.Synchronizer] = connection;
            foreach (var message in _indexer.InFlight.SentTo(link.Synchronizer).OrderBy(message => message.LatestSequencingTime))
                connection.Send(message);
            board.Connected(link);
        }

        former?.Break(new SequencerLinkException($"There is a newer connection to {link.Synchronizer}."));
        connection.Start(); // It may break at once, and must have been connected before.
        return connection;
    }

    public long WrittenOf(string synchronizer) => board.WrittenOf(synchronizer);

    /// <summary>Takes events; waits while too many others wait.</summary>
    public async ValueTask AddAsync(LedgerConnection connection, SequencedBatch batch, CancellationToken cancellation)
    {
        try
        {
            await incoming.WriteAsync(new IndexingWork.Delivered(connection, batch), cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new SequencerLinkException("The ledger takes no events any more.");
        }
    }

    /// <summary>Sends a batch of messages.</summary>
    public async Task SendAsync(ISequencerLink link, ImmutableArray<V1.Outgoing> batch, CancellationToken cancellation)
    {
        var (startedAt, began) = (parts.Time.GetTimestamp(), parts.Spans.Now);
        await link.SendAsync(batch, cancellation);
        parts.Meter.Sent(link.Alias, parts.Time.GetElapsedTime(startedAt));
        parts.Spans.Sent(batch, link.Alias, began);
    }

    /// <summary>A connection is of no use any more.</summary>
    public void Ended(LedgerConnection connection)
    {
        lock (_guard)
            if (IsLatest(connection) && _latest.Remove(connection.Synchronizer))
                board.Disconnected(connection.Synchronizer);
    }

    /// <summary>Messages are stored: they are sent, at once or over the next connection.</summary>
    public void Register(IEnumerable<InFlightMessage> messages)
    {
        lock (_guard)
            foreach (var message in messages)
            {
                _indexer.Register(message);
                _latest.GetValueOrDefault(message.Synchronizer)?.Send(message);
            }
    }

    /// <summary>Messages that the indexer made are stored.</summary>
    public void Send(IEnumerable<InFlightMessage> outbox)
    {
        lock (_guard)
            foreach (var message in outbox)
                _latest.GetValueOrDefault(message.Synchronizer)?.Send(message);
    }

    /// <summary>Contracts, by synchronizer, of which the store must say whether they were consumed recently.</summary>
    public ImmutableDictionary<string, ImmutableHashSet<ContractId>> ContractsToLookUp(IEnumerable<SequencedBatch> batches)
    {
        var needed = ImmutableDictionary.Create<string, ImmutableHashSet<ContractId>>(StringComparer.Ordinal);
        lock (_guard)
            foreach (var batch in batches)
                if (_indexer.ContractsToLookUp(batch) is { IsEmpty: false } ids)
                    needed = needed.SetItem(batch.Synchronizer, ids.Union(needed.GetValueOrDefault(batch.Synchronizer, [])));
        return needed;
    }

    /// <summary>What is delivered becomes a batch; null if it came over a connection that has ended, or does not follow what came before, which ends it.</summary>
    public IndexedWork? Index(IndexingWork.Delivered delivered, IReadOnlyCollection<Consumption> lookedUp)
    {
        string gap;
        lock (_guard)
        {
            if (!IsLatest(delivered.Connection))
                return null;

            var track = _indexer.TrackOf(delivered.Batch.Synchronizer);
            if (track.Gap(delivered.Batch) is not { } found)
                return new IndexedWork(_indexer.Index(delivered.Batch, parts.Time.NowMicros(), lookedUp), track.Hosting);
            gap = found;
        }

        delivered.Connection.Break(new SequencerLinkException(gap));
        return null;
    }

    /// <summary>A rejection becomes a batch.</summary>
    public IndexedWork Reject(IndexingWork.Rejected rejected)
    {
        lock (_guard)
            return new IndexedWork(
                _indexer.Reject(rejected.Synchronizer, [(rejected.Submitter, rejected.Error)], parts.Time.NowMicros()), _indexer.TrackOf(rejected.Synchronizer).Hosting)
            {
                Written = rejected.Written,
            };
    }

    /// <summary>The ledger has ended, and with it every connection.</summary>
    public void Close()
    {
        ImmutableArray<LedgerConnection> open;
        lock (_guard)
        {
            _isClosed = true;
            open = [.. _latest.Values];
        }

        foreach (var connection in open)
            connection.Break(new SequencerLinkException("The ledger of this term has ended."));
    }

    private bool IsLatest(LedgerConnection connection) => ReferenceEquals(_latest.GetValueOrDefault(connection.Synchronizer), connection);
}
