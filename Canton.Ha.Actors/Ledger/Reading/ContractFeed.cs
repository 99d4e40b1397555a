using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>The contracts that were active at one offset, in the order of their creation, page by page: the next one is read while one is delivered.</summary>
internal sealed class ContractFeed : IAsyncDisposable
{
    /// <summary>Most contracts of a page, as of <see cref="FeedQuery.PageMax"/>.</summary>
    public const int PageMax = 500;

    private readonly ILedger _ledger;
    private readonly ReadAhead<ImmutableArray<ContractRow>> _ahead = new();
    private readonly CancellationTokenSource _over;

    private ContractsQuery _query;
    private bool _isOver;

    /// <param name="ledger">What to read.</param>
    /// <param name="query">Which contracts; its size is that of a page.</param>
    /// <param name="cancellation">The reader has gone.</param>
    public ContractFeed(ILedger ledger, ContractsQuery query, CancellationToken cancellation)
    {
        (_ledger, _query, _isOver) = (ledger, query, query.ActiveAt == 0);
        _over = CancellationTokenSource.CreateLinkedTokenSource(cancellation, ledger.Head.Closing);
    }

    /// <summary>The next contracts; empty when there are no more.</summary>
    /// <exception cref="Contracts.Errors.CantonErrorException">The ledger closes, or was pruned after the offset.</exception>
    public async Task<ImmutableArray<ContractRow>> NextAsync()
    {
        if (_isOver)
            return [];

        try
        {
            var page = await (_ahead.Take() ?? ReadAsync());
            _isOver = page.Length < _query.Size;
            if (!_isOver)
            {
                _query = _query with { AfterOffset = page[^1].Offset, AfterNode = page[^1].Node };
                _ahead.Begin(ReadAsync);
            }

            return page;
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

    /// <summary>What is pruned is looked at afterwards, because it goes only after it is said to have gone.</summary>
    private async Task<ImmutableArray<ContractRow>> ReadAsync()
    {
        var page = await _ledger.Reads.ReadContractsAsync(_query, _over.Token);
        var bounds = await _ledger.Reads.ReadBoundsAsync(_over.Token);
        return _query.ActiveAt >= bounds.PrunedUpTo ? page : throw ReadErrors.Pruned($"active_at_offset {_query.ActiveAt}", bounds.PrunedUpTo);
    }
}

/// <summary>A place in the order of creation.</summary>
/// <param name="ActiveAt">At which offset contracts are active.</param>
/// <param name="AfterOffset">Offset of the last contract before this place; 0 at the beginning.</param>
/// <param name="AfterNode">Its node; -1 at the beginning.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ContractPlace(long ActiveAt, long AfterOffset, int AfterNode)
{
    /// <summary>Before the first contract.</summary>
    public static ContractPlace Start(long activeAt) => new(activeAt, 0, -1);
}
