using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Templates;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.LedgerApi.Paging;

/// <summary>Reads the page of updates that a request asks for.</summary>
internal sealed class UpdatesPage(ILedger ledger, GetUpdatesPageRequest request, string participant, TimeProvider time)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="Contracts.Errors.CantonErrorException">The request, or its token, is wrong.</exception>
    public async Task<GetUpdatesPageResponse> ReadAsync(LedgerBounds bounds, TemplateCatalogue templates, CancellationToken cancellation)
    {
        var tokens = new PlaceToken(TokenKind.UpdatesPage, participant, WithoutToken());
        var (range, size, selection) = RangeRules.UpdatesPage(request, request.HasPageToken ? tokens.Read(request.PageToken)[0] : null, bounds, templates);
        var response = new GetUpdatesPageResponse { LowestPageOffsetExclusive = range.BeginExclusive, HighestPageOffsetInclusive = range.EndInclusive.GetValueOrDefault() };
        var isWhole = await FillAsync(response, new FeedQuery(range, selection.PartyHashes), new PageShape(new UpdateReader(selection), size), cancellation);
        if (!isWhole || IsGrowing)
            response.NextPageToken = tokens.Write(range.IsDescending ? response.LowestPageOffsetExclusive + 1 : response.HighestPageOffsetInclusive);
        return response;
    }

    /// <summary>Ascending without an end: there is always a next page, if only later.</summary>
    private bool IsGrowing => request is { HasEndOffsetInclusive: false, DescendingOrder: false };

    /// <summary>False if the page was full before its range was over; what it covers ends with its last update then.</summary>
    private async Task<bool> FillAsync(GetUpdatesPageResponse response, FeedQuery query, PageShape shape, CancellationToken cancellation)
    {
        await using var feed = new UpdateFeed(ledger, query, time, cancellation);
        while (await feed.NextAsync() is { } page)
            foreach (var update in page.Updates)
            {
                if (shape.Reader.Read(update) is not { } seen)
                    continue;

                response.Updates.Add(seen);
                if (response.Updates.Count == shape.Size)
                    return Cut(response, query.Range, update.Offset);
            }

        return true;
    }

    private static bool Cut(GetUpdatesPageResponse response, LedgerRange range, long last)
    {
        if (range.IsDescending)
            response.LowestPageOffsetExclusive = last - 1;
        else
            response.HighestPageOffsetInclusive = last;
        return range.IsDescending ? last - 1 == range.BeginExclusive : last == range.EndInclusive;
    }

    /// <summary>Everything that has to stay the same from page to page.</summary>
    private GetUpdatesPageRequest WithoutToken()
    {
        var rest = request.Clone();
        rest.ClearPageToken();
        if (rest.UpdateFormat is not null)
            rest.UpdateFormat = CanonicalFormat.Of(rest.UpdateFormat);
        return rest;
    }

    /// <summary>What goes into a page, and how much.</summary>
    private sealed record PageShape(UpdateReader Reader, int Size);
}
