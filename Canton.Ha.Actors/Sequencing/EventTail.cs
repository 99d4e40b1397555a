using System.Collections.Immutable;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>
/// The newest events, as many as fit, for all subscribers together: whoever keeps up reads them here, whoever does not must turn to the
/// database, and nobody's slowness costs memory. Written by one, read by many.
/// </summary>
internal sealed class EventTail
{
    private readonly Lock _guard = new();
    private readonly Queue<CommittedBatch> _batches = new();
    private readonly long _sizeMax;
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CommittedBatch[]? _snapshot;
    private long _from;
    private long _size;
    private long _upTo;

    /// <param name="time">What comes later will be here.</param>
    /// <param name="sizeMax">About how much memory it may take, in bytes; the last batch is always kept.</param>
    public EventTail(long time, long sizeMax)
    {
        _from = time;
        _upTo = time;
        _sizeMax = sizeMax;
    }

    /// <summary>Everything sequenced up to this time is committed.</summary>
    public long Time => Volatile.Read(ref _upTo);

    /// <summary>Adds what was committed and wakes everybody who waits for it.</summary>
    public void Append(CommittedBatch batch)
    {
        TaskCompletionSource grown;
        lock (_guard)
        {
            _batches.Enqueue(batch);
            _size += batch.Size;
            while (_size > _sizeMax && _batches.Count > 1)
                Drop(_batches.Dequeue());
            _snapshot = null;
            Volatile.Write(ref _upTo, batch.UpTo);
            (grown, _grown) = (_grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        grown.SetResult();
    }

    /// <summary>Waits until something later than <paramref name="after"/> is here, or was.</summary>
    public Task WaitAsync(long after, CancellationToken cancellation)
    {
        lock (_guard)
            return _upTo > after ? Task.CompletedTask : _grown.Task.WaitAsync(cancellation);
    }

    /// <summary>The batches with something later than <paramref name="after"/>, the first perhaps in part; null if some of that is no longer here.</summary>
    public ImmutableArray<CommittedBatch>? After(long after)
    {
        CommittedBatch[] batches;
        lock (_guard)
        {
            if (after < _from)
                return null;
            batches = _snapshot ??= [.. _batches];
        }

        var first = Array.FindLastIndex(batches, batch => batch.UpTo <= after) + 1;
        return [.. batches.AsSpan(first)];
    }

    private void Drop(CommittedBatch batch)
    {
        _size -= batch.Size;
        _from = batch.UpTo;
    }
}

/// <summary>What one transaction has put into the order.</summary>
/// <param name="UpTo">Everything up to this time is committed; nothing later is in here.</param>
/// <param name="Events">In their order; none where only time has passed.</param>
internal sealed record CommittedBatch(long UpTo, ImmutableArray<SequencedEvent> Events)
{
    private const int Overhead = 200;

    /// <summary>About how much memory it takes, in bytes.</summary>
    public long Size { get; } = Overhead + Events.Sum(heard => Overhead + (heard.Message?.Size ?? 0));
}
