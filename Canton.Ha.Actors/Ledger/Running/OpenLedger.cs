using System.Collections.Immutable;
using System.Threading.Channels;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Validation;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>The ledger while it may be added to: one term's memory of it, and those who wait for it, feed it or read it.</summary>
internal sealed class OpenLedger : IOpenLedger
{
    /// <summary>Deliveries and rejections that wait to be indexed; a synchronizer with more waits.</summary>
    private const int WaitingMax = 16;

    /// <summary>Contracts that are not looked up.</summary>
    private const int CachedMax = 20_000;

    private const long CachedBytesMax = 64 * 1024 * 1024;

    private readonly LedgerParts _parts;
    private readonly LedgerHead _head;
    private readonly SynchronizerBoard _board;
    private readonly Underway _underway;
    private readonly LedgerConnections _connections;
    private readonly Lookups _lookups;
    private readonly Gathering<InFlightMessage, bool> _storing;
    private readonly Channel<IndexingWork> _waiting = Channel.CreateBounded<IndexingWork>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });
    private readonly IndexingLoop _indexing;
    private readonly SubmissionDesk _desk;
    private readonly LedgerLevels _levels;
    private readonly CancellationTokenSource _closing;
    private readonly CancellationTokenSource _stop;
    private int _prunings;

    private OpenLedger(LedgerParts parts, StoredLedger stored, StoredBounds bounds, LockTerm term)
    {
        _parts = parts;
        _closing = CancellationTokenSource.CreateLinkedTokenSource(term.Lost);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(term.Lost);
        _head = new LedgerHead(bounds, stored.Positions, parts.Settings.TailBytesMax, _closing.Token);
        _board = new SynchronizerBoard(stored, parts.Rules, parts.Time, parts.Settings.ReconnectPatience);
        _underway = new Underway(parts.Settings.InFlightMax, parts.Settings.InFlightBytesMax);
        _underway.Restore(stored.InFlight);
        _connections = new LedgerConnections(parts, stored, _board, _waiting.Writer);
        var cache = new ContractCache(CachedMax, CachedBytesMax);
        _lookups = new Lookups(parts, cache);
        _storing = new Gathering<InFlightMessage, bool>(StoreAsync, parts.Settings.BatchMax, message => message.Size, isHarmless: _ => false);
        _indexing = new IndexingLoop(parts, _waiting, _connections, new LedgerPublisher(_head, _board, cache, _underway, _connections, parts));
        _desk = new SubmissionDesk(parts, _underway, new SubmissionPreparation(parts, _lookups, _board, _head), _storing, _board, _waiting.Writer);
        _levels = new LedgerLevels(_head, _underway, _board, parts.Time);
        Ended = RunAsync();
    }

    public ILedgerHead Head => _head;

    public ILedgerReads Reads => _parts.Reads;

    public ImmutableArray<ConnectedSynchronizer> Connected => _board.Current.Ready;

    public Task Ended { get; }

    /// <summary>Reads what the ledger of a term begins with, which does not grow with the ledger.</summary>
    public static async Task<OpenLedger> OpenAsync(LedgerParts parts, LockTerm term, CancellationToken cancellation)
    {
        var stored = await parts.Reads.LoadAsync(cancellation);
        return new OpenLedger(parts, stored, await parts.Reads.ReadBoundsAsync(cancellation), term);
    }

    public Task SubmitAsync(Submission submission, CancellationToken cancellation) => _desk.TakeAsync(submission, cancellation);

    public async Task<UpdateRow> SubmitAndWaitAsync(Submission submission, CancellationToken cancellation) =>
        await (await _desk.TakeAsync(submission, cancellation)).WaitAsync(cancellation);

    public Task AllocateAsync(string synchronizer, IReadOnlyCollection<HostedParty> parties, CancellationToken cancellation) =>
        _desk.AllocateAsync(synchronizer, parties, cancellation);

    /// <summary>Whoever decides about duplicates knows that acceptances are gone before they are. It goes on when the caller has gone, but not when the ledger closes.</summary>
    public async Task PruneAsync(long upTo, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _prunings, 1) != 0)
            throw ReadErrors.PruningInProgress();

        try
        {
            if (await Reads.FindUpdateAsync(upTo, cancellation) is { } last)
                _head.Prune(upTo, last.PublishedAt);
            await RemoveAsync(upTo);
        }
        finally
        {
            Volatile.Write(ref _prunings, 0);
        }
    }

    public ILedgerConnection Connect(ISequencerLink link) => _connections.Connect(link);

    public void RefreshCheckpoint() => _head.RefreshCheckpoint();

    public async Task DrainAsync(TimeSpan limit)
    {
        _underway.Close();
        await _closing.CancelAsync();
        _lookups.Close();
        _storing.Close();
        _waiting.Writer.TryComplete();
        _stop.CancelAfter(limit);
        await Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public ValueTask DisposeAsync() => new(DrainAsync(TimeSpan.Zero));

    private async Task RemoveAsync(long upTo)
    {
        try
        {
            await _parts.Writes.PruneAsync(upTo, _closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            throw ClosingErrors.AbortedDueToShutdown();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _head.Restore(await Reads.ReadBoundsAsync(_closing.Token));
            throw;
        }
    }

    /// <summary>The first of the loops that fails ends the others: what it was writing is unknown, and so is everything in memory.</summary>
    private async Task RunAsync()
    {
        _parts.Meter.Opened(_levels);
        Task[] loops = [_lookups.RunAsync(_stop.Token), _storing.RunAsync(_stop.Token), _indexing.RunAsync(_stop.Token), new DifferenceWatch(_parts).RunAsync(_closing.Token)];
        try
        {
            await foreach (var ended in Task.WhenEach(loops))
                await ended;
        }
        finally
        {
            _parts.Meter.Closed(_levels);
            _underway.Close();
            await _closing.CancelAsync();
            await _stop.CancelAsync();
            _waiting.Writer.TryComplete();
            _connections.Close();
            await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The order is the safety: what is sent is on the disk, so that whoever is active sends it again and tells its outcome.</summary>
    private async Task<IReadOnlyList<bool>> StoreAsync(IReadOnlyList<InFlightMessage> messages, CancellationToken stop)
    {
        await _parts.Writes.RegisterAsync(messages, stop);
        _connections.Register(messages);
        return [.. messages.Select(_ => true)];
    }
}
