using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.LedgerApi.Paging;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.LedgerApi.Streaming;

/// <summary>Delivers active contracts to one client: each that it sees, in the order of their creation.</summary>
/// <param name="selection">What the client sees.</param>
/// <param name="tokens">Names the places after which it can go on.</param>
internal sealed class ContractDelivery(EventSelection selection, ContractToken tokens)
{
    private readonly ContractReader _reader = new(selection);

    /// <summary>All contracts after a place, each with a token; returns when there are no more.</summary>
    public async Task RunAsync(ILedger ledger, ContractPlace start, Func<GetActiveContractsResponse, ValueTask> write, CancellationToken cancellation)
    {
        await using var feed = FeedOf(ledger, start, ContractFeed.PageMax, cancellation);
        while (await feed.NextAsync() is { IsEmpty: false } page)
            foreach (var row in page)
                if (_reader.Active(row) is { } seen)
                {
                    seen.StreamContinuationToken = tokens.Write(After(row, start));
                    await write(seen);
                }
    }

    /// <summary>At most <paramref name="size"/> contracts after a place, and a token if there may be more.</summary>
    public async Task<GetActiveContractsPageResponse> ReadPageAsync(ILedger ledger, ContractPlace start, int size, CancellationToken cancellation)
    {
        var response = new GetActiveContractsPageResponse { ActiveAtOffset = start.ActiveAt };
        await using var feed = FeedOf(ledger, start, Math.Min(size + 1, ContractFeed.PageMax), cancellation);
        ContractRow? last = null;
        while (await feed.NextAsync() is { IsEmpty: false } page)
            foreach (var row in page)
            {
                if (_reader.Active(row) is not { } seen)
                    continue;
                if (response.ActiveContracts.Count == size && last is not null)
                {
                    response.NextPageToken = tokens.Write(After(last, start));
                    return response;
                }

                response.ActiveContracts.Add(seen);
                last = row;
            }

        return response;
    }

    private ContractFeed FeedOf(ILedger ledger, ContractPlace start, int pageMax, CancellationToken cancellation) =>
        new(ledger, new ContractsQuery(start.ActiveAt, start.AfterOffset, start.AfterNode, pageMax, selection.PartyHashes), cancellation);

    private static ContractPlace After(ContractRow row, ContractPlace start) => start with { AfterOffset = row.Offset, AfterNode = row.Node };
}
