using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>Where the ledger ends, with its newest updates. Told by one what is durable; read by many.</summary>
internal sealed class LedgerHead : ILedgerHead
{
    private readonly CommittedTail<PublishedUpdates> _tail;
    private readonly CheckpointCache _checkpoints = new();
    private readonly Lock _guard = new();
    private volatile StoredBounds _bounds;
    private volatile Checkpoint? _checkpoint;
    private volatile ImmutableSortedDictionary<string, long> _recordTimes;

    /// <param name="bounds">As stored.</param>
    /// <param name="positions">As stored.</param>
    /// <param name="tailBytesMax">How much of the newest updates is kept.</param>
    /// <param name="closing">See <see cref="Closing"/>.</param>
    public LedgerHead(StoredBounds bounds, IReadOnlyCollection<SynchronizerPosition> positions, long tailBytesMax, CancellationToken closing)
    {
        _tail = new CommittedTail<PublishedUpdates>(bounds.End.Offset, tailBytesMax);
        _bounds = bounds;
        Closing = closing;
        _recordTimes = positions.ToImmutableSortedDictionary(position => position.Synchronizer, position => position.View, StringComparer.Ordinal);
        foreach (var position in positions)
            _checkpoints.Indexed(bounds.End.Offset, position.Synchronizer, position.View);
        RefreshCheckpoint();
    }

    public long End => _tail.UpTo;

    public Checkpoint? Checkpoint => _checkpoint;

    public ImmutableSortedDictionary<string, long> RecordTimes => _recordTimes;

    public CancellationToken Closing { get; }

    /// <summary>Where the ledger begins and ends. Never says that something is there which is not.</summary>
    public StoredBounds Bounds => _bounds;

    public Task WaitAsync(long offset, CancellationToken cancellation) => _tail.WaitAsync(offset, cancellation);

    public ImmutableArray<UpdateRow> After(long offset, int most)
    {
        if (_tail.After(offset) is not { } batches)
            return default;

        var updates = ImmutableArray.CreateBuilder<UpdateRow>();
        foreach (var batch in batches)
        {
            var first = (int)Math.Max(0, offset + 1 - batch.Updates[0].Offset);
            updates.AddRange(batch.Updates.AsSpan(first, Math.Min(batch.Updates.Length - first, most - updates.Count)));
            if (updates.Count == most)
                break;
        }

        return updates.DrainToImmutable();
    }

    /// <summary>A batch is durable. Only then has time come so far, and never goes back to before it, whichever replica answers.</summary>
    public void Publish(IndexedBatch batch)
    {
        lock (_guard)
        {
            _bounds = _bounds with { End = batch.End };
            if (batch.Position is not null || !batch.Updates.IsEmpty)
                _checkpoints.Indexed(batch.End.Offset, batch.Synchronizer, RecordTimeOf(batch));
        }

        if (!batch.Updates.IsEmpty)
            _tail.Append(new PublishedUpdates(batch.End.Offset, batch.Updates));
        if (batch.Position is { View: var time } && time > RecordTimes.GetValueOrDefault(batch.Synchronizer, Micros.Min))
            _recordTimes = RecordTimes.SetItem(batch.Synchronizer, time);
    }

    /// <summary>Updates up to an offset are about to be removed.</summary>
    /// <param name="upTo">The last one.</param>
    /// <param name="publishedAt">When it was published.</param>
    public void Prune(long upTo, long publishedAt)
    {
        lock (_guard)
            _bounds = _bounds with { PrunedUpTo = Math.Max(upTo, _bounds.PrunedUpTo), PrunedPublishedAt = Math.Max(publishedAt, _bounds.PrunedPublishedAt) };
    }

    /// <summary>Updates may still be there although they were about to be removed.</summary>
    /// <param name="stored">As stored.</param>
    public void Restore(StoredBounds stored)
    {
        lock (_guard)
            _bounds = _bounds with { PrunedUpTo = stored.PrunedUpTo, PrunedPublishedAt = stored.PrunedPublishedAt };
    }

    /// <summary>To be called every <see cref="CheckpointCache.RefreshEvery"/>.</summary>
    public void RefreshCheckpoint()
    {
        lock (_guard)
        {
            _checkpoints.Refresh();
            _checkpoint = _checkpoints.Latest;
        }
    }

    /// <summary>That of the last event, or of a rejection that no event made. Time that was proved alone makes no checkpoint new.</summary>
    private static long RecordTimeOf(IndexedBatch batch) =>
        Math.Max(batch.Position?.State.Time ?? Micros.Min, batch.Updates.IsEmpty ? Micros.Min : batch.Updates[^1].RecordTime);

    private sealed record PublishedUpdates(long UpTo, ImmutableArray<UpdateRow> Updates) : ICommitted
    {
        private const int Overhead = 400;

        /// <summary>Objects take about three times what they take in a message.</summary>
        private const int Spread = 3;

        public long Size { get; } = Updates.Sum(update => Overhead + (Spread * ((long)(update.Transaction?.CalculateSize() ?? 0) + (update.Outcome?.CalculateSize() ?? 0))));
    }
}
