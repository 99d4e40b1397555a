using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>
/// The updates of a range, for one reader: from the store as long as it is behind, from memory when it has caught up, and again from the store when it
/// falls behind. Neither change leaves a gap or repeats anything, since both know the offset of every update. While one page of the store is being
/// delivered the next one is read, and no more than that.
/// </summary>
internal sealed class UpdateFeed : IAsyncDisposable
{
    private readonly ILedger _ledger;
    private readonly FeedQuery _query;
    private readonly LedgerRange _range;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over;
    private readonly ReadAhead<UpdatePage> _ahead = new();

    private long _position;
    private TimeSpan _patience = CheckpointCache.FirstAfter;
    private Task? _growth;

    /// <param name="ledger">What to read.</param>
    /// <param name="query">Its part.</param>
    /// <param name="time">For how long nothing has happened.</param>
    /// <param name="cancellation">The reader has gone.</param>
    public UpdateFeed(ILedger ledger, FeedQuery query, TimeProvider time, CancellationToken cancellation)
    {
        (_ledger, _query, _range, _time) = (ledger, query, query.Range, time);
        _over = CancellationTokenSource.CreateLinkedTokenSource(cancellation, ledger.Head.Closing);
        _position = _range.IsDescending ? _range.EndInclusive.GetValueOrDefault() + 1 : _range.BeginExclusive;
    }

    private bool IsAtEnd => _range.IsDescending ? _position <= _range.BeginExclusive + 1 : _position >= _range.EndInclusive;

    /// <summary>
    /// The next updates; waits for them at the end of the ledger. A page without updates says that there was nothing for the time after which readers
    /// look for a checkpoint. Null when the range is over.
    /// </summary>
    /// <exception cref="Contracts.Errors.CantonErrorException">The ledger closes, or what comes next was pruned.</exception>
    public async Task<UpdatePage?> NextAsync()
    {
        if (IsAtEnd)
            return null;

        try
        {
            return Delivered(_ahead.Take() is { } ahead ? await ahead : FromMemory() ?? await WaitAndReadAsync());
        }
        catch (OperationCanceledException) when (_ledger.Head.Closing.IsCancellationRequested)
        {
            throw ClosingErrors.AbortedDueToShutdown();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _ahead.DisposeAsync();
        _over.Dispose();
    }

    private UpdatePage Delivered(UpdatePage page)
    {
        _position = page.ReadUpTo;
        if (page.IsMoreStored && !IsAtEnd && (_range.IsDescending || _ledger.Head.After(_position, 1).IsDefault))
            _ahead.Begin(ReadAsync);
        return page;
    }

    /// <summary>Null if that is not in memory, or there is nothing more.</summary>
    private UpdatePage? FromMemory()
    {
        if (_range.IsDescending || _ledger.Head.End <= _position)
            return null;

        var updates = _ledger.Head.After(_position, _query.PageMax);
        if (updates.IsDefaultOrEmpty)
            return null;

        var count = (int)Math.Min(updates.Length, (_range.EndInclusive ?? long.MaxValue) - _position);
        return new UpdatePage(count == updates.Length ? updates : updates[..count], updates[count - 1].Offset);
    }

    private async Task<UpdatePage> WaitAndReadAsync()
    {
        if (!_range.IsDescending && _ledger.Head.End <= _position && !await GrowsAsync())
            return new UpdatePage([], _position);

        return FromMemory() ?? await ReadAsync();
    }

    /// <summary>False if nothing has come for a while. What is waited for is not given up then, and waited for again.</summary>
    private async Task<bool> GrowsAsync()
    {
        try
        {
            await (_growth ??= _ledger.Head.WaitAsync(_position, _over.Token)).WaitAsync(_patience, _time);
            _growth = null;
            return true;
        }
        catch (TimeoutException)
        {
            _patience = CheckpointCache.IdleEvery;
            return false;
        }
    }

    /// <summary>A page that is not full has everything that was there before it was asked for. What is pruned is looked at afterwards, because it goes only after it is said to have gone.</summary>
    private async Task<UpdatePage> ReadAsync()
    {
        var until = _range.IsDescending ? _range.BeginExclusive + 1 : _range.EndInclusive ?? _ledger.Head.End;
        var updates = await _ledger.Reads.ReadUpdatesAsync(new UpdatesQuery(_position, until, _range.IsDescending, _query.PageMax, _query.Parties), _over.Token);
        var bounds = await _ledger.Reads.ReadBoundsAsync(_over.Token);
        var begin = _range.IsDescending ? _range.BeginExclusive : _position;
        if (begin < bounds.PrunedUpTo)
            throw ReadErrors.Pruned($"The offset {begin} after which updates are read", bounds.PrunedUpTo);

        return updates.Length == _query.PageMax ? new UpdatePage(updates, updates[^1].Offset) { IsMoreStored = true } : new UpdatePage(updates, until);
    }
}
