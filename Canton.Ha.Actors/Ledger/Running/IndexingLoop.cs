using System.Collections.Immutable;
using System.Threading.Channels;
using Canton.Ha.Actors.Ledger.Certification;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>
/// Takes everything that waits, turns it into batches, writes them in one transaction, and only then tells readers and submitters: one group after the
/// other. What has become of a transaction that fails is not known here, so the loop ends with it; a later term reads what was committed.
/// </summary>
internal sealed class IndexingLoop(LedgerParts parts, Channel<IndexingWork> waiting, LedgerConnections connections, LedgerPublisher publisher)
{
    /// <summary>A group with more bytes has one delivery.</summary>
    private const long GroupBytesMax = 32 * 1024 * 1024;

    private readonly ConsumptionLookups _lookups = new(parts);

    /// <summary>Works until nothing comes any more. In the end nothing more is taken and nobody waits, however that comes.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stop))
                await WriteAsync(NextGroup(), stop);
        }
        finally
        {
            waiting.Writer.TryComplete();
            while (waiting.Reader.TryRead(out var work))
                GiveUp(work);
        }
    }

    private List<IndexingWork> NextGroup()
    {
        var group = new List<IndexingWork>();
        var (events, bytes) = (0, 0L);
        while (events < parts.Settings.BatchMax && bytes < GroupBytesMax && waiting.Reader.TryRead(out var work))
        {
            group.Add(work);
            events += work is IndexingWork.Delivered delivered ? delivered.Batch.Events.Length : 1;
            bytes += work is IndexingWork.Delivered { Batch: var batch } ? SizeOf(batch) : 0;
        }

        return group;
    }

    private async Task WriteAsync(List<IndexingWork> group, CancellationToken stop)
    {
        try
        {
            var began = parts.Spans.Now;
            var indexed = await IndexAsync(group, stop);
            var written = indexed.FindAll(work => !work.Batch.IsEmpty);
            if (written.Count > 0)
                await parts.Writes.WriteAsync(written.ConvertAll(work => work.Batch), stop);
            indexed.ForEach(publisher.Publish);
            parts.Spans.Indexed(indexed.SelectMany(work => work.Batch.Updates), began);
        }
        finally
        {
            group.ForEach(GiveUp);
        }
    }

    private async Task<List<IndexedWork>> IndexAsync(List<IndexingWork> group, CancellationToken stop)
    {
        var lookedUp = await LookUpAsync(group.OfType<IndexingWork.Delivered>().Select(delivered => delivered.Batch), stop);
        var indexed = new List<IndexedWork>(group.Count);
        foreach (var work in group)
            if (Index(work, lookedUp) is { } done)
                indexed.Add(done);
        return indexed;
    }

    private IndexedWork? Index(IndexingWork work, Dictionary<string, ImmutableArray<Consumption>> lookedUp) => work switch
    {
        IndexingWork.Delivered delivered => connections.Index(delivered, lookedUp.GetValueOrDefault(delivered.Batch.Synchronizer, [])),
        IndexingWork.Rejected rejected => connections.Reject(rejected),
        _ => throw new ArgumentOutOfRangeException(nameof(work), work, "There is no such work."),
    };

    private async Task<Dictionary<string, ImmutableArray<Consumption>>> LookUpAsync(IEnumerable<SequencedBatch> batches, CancellationToken stop)
    {
        var lookedUp = new Dictionary<string, ImmutableArray<Consumption>>(StringComparer.Ordinal);
        foreach (var (synchronizer, ids) in connections.ContractsToLookUp(batches))
            lookedUp[synchronizer] = await _lookups.FindAsync(synchronizer, ids, stop);
        return lookedUp;
    }

    private static long SizeOf(SequencedBatch batch) => batch.Events.OfType<SequencedEvent.Message>().Sum(message => message.Payloads.Sum(payload => (long)payload.Length));

    /// <summary>Without effect on what has been published.</summary>
    private static void GiveUp(IndexingWork work)
    {
        if (work is IndexingWork.Rejected rejected && rejected.Written.TrySetException(new LedgerClosedException()))
            _ = rejected.Written.Task.Exception; // Nobody may be waiting.
    }
}
