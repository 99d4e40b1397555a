using System.Collections.Immutable;

namespace Canton.Ha.Actors.Storage;

/// <summary>
/// The newest of what was committed, as much as fits, for all readers together: whoever keeps up reads it here, whoever does not must turn to the
/// database, and nobody's slowness costs memory. Written by one, read by many.
/// </summary>
internal sealed class CommittedTail<TBatch>
    where TBatch : class, ICommitted
{
    private readonly Lock _guard = new();
    private readonly Queue<TBatch> _batches = new();
    private readonly long _sizeMax;
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TBatch[]? _snapshot;
    private long _from;
    private long _size;
    private long _upTo;

    /// <param name="upTo">What comes later will be here.</param>
    /// <param name="sizeMax">About how much memory it may take, in bytes; the last batch is always kept.</param>
    public CommittedTail(long upTo, long sizeMax)
    {
        _from = upTo;
        _upTo = upTo;
        _sizeMax = sizeMax;
    }

    /// <summary>Everything up to this place is committed.</summary>
    public long UpTo => Volatile.Read(ref _upTo);

    /// <summary>Adds what was committed and wakes everybody who waits for it.</summary>
    public void Append(TBatch batch)
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
    public ImmutableArray<TBatch>? After(long after)
    {
        TBatch[] batches;
        lock (_guard)
        {
            if (after < _from)
                return null;
            batches = _snapshot ??= [.. _batches];
        }

        var first = Array.FindLastIndex(batches, batch => batch.UpTo <= after) + 1;
        return [.. batches.AsSpan(first)];
    }

    private void Drop(TBatch batch)
    {
        _size -= batch.Size;
        _from = batch.UpTo;
    }
}

/// <summary>What one transaction of the database has committed.</summary>
internal interface ICommitted
{
    /// <summary>Everything up to this place is committed; nothing later is in here.</summary>
    long UpTo { get; }

    /// <summary>About how much memory it takes, in bytes.</summary>
    long Size { get; }
}
