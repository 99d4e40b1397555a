using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class UpdatesPageSpec
{
    [Fact]
    public async Task Pages_follow_each_other_to_the_end_and_say_what_they_cover()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(5);

        var first = await bench.Updates.GetUpdatesPageAsync(Request(3, end: 6));
        var second = await bench.Updates.GetUpdatesPageAsync(Request(3, end: 6, first.NextPageToken));

        first.Updates.Select(OffsetOf).Should().Equal(2, 3, 4);
        (first.LowestPageOffsetExclusive, first.HighestPageOffsetInclusive).Should().Be((0, 4));
        second.Updates.Select(OffsetOf).Should().Equal(5, 6);
        (second.LowestPageOffsetExclusive, second.HighestPageOffsetInclusive, second.HasNextPageToken).Should().Be((4, 6, false));
    }

    [Fact]
    public async Task Backwards_pages_begin_with_the_newest_and_stay_before_the_end_they_began_with()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(4);
        var request = Request(3);
        request.DescendingOrder = true;

        var first = await bench.Updates.GetUpdatesPageAsync(request);
        await bench.IssueAsync(4);
        request.PageToken = first.NextPageToken;
        var second = await bench.Updates.GetUpdatesPageAsync(request);

        first.Updates.Select(OffsetOf).Should().Equal(5, 4, 3);
        (first.LowestPageOffsetExclusive, first.HighestPageOffsetInclusive).Should().Be((2, 5));
        second.Updates.Select(OffsetOf).Should().Equal(2);
        (second.LowestPageOffsetExclusive, second.HighestPageOffsetInclusive, second.HasNextPageToken).Should().Be((0, 2, false));
    }

    [Fact]
    public async Task Without_an_end_there_is_always_a_token_to_look_for_more_later()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(2);
        var all = await bench.Updates.GetUpdatesPageAsync(Request(10));

        var none = await bench.Updates.GetUpdatesPageAsync(Request(10, token: all.NextPageToken));
        await bench.IssueAsync(2);
        var more = await bench.Updates.GetUpdatesPageAsync(Request(10, token: none.NextPageToken));

        all.Updates.Select(OffsetOf).Should().Equal(2, 3);
        none.Updates.Should().BeEmpty();
        more.Updates.Select(OffsetOf).Should().Equal(4, 5);
    }

    [Fact]
    public async Task An_unset_begin_is_where_the_ledger_was_pruned_and_a_token_before_that_is_refused()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(8);
        var first = await bench.Updates.GetUpdatesPageAsync(Request(2));
        await bench.Ledger.PruneAsync(5, CancellationToken.None);

        (await bench.Updates.GetUpdatesPageAsync(Request(2))).Updates.Select(OffsetOf).Should().Equal(6, 7);
        (await RefusedAsync(bench, Request(2, token: first.NextPageToken))).Info.Reason.Should().Be("PARTICIPANT_PRUNED_DATA_ACCESSED");
    }

    [Fact]
    public async Task A_token_goes_on_at_another_replica_of_the_participant()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(5);
        await using var other = await LedgerApiBench.StartAsync(bench.Ledger);
        var first = await bench.Updates.GetUpdatesPageAsync(Request(3));

        var second = await new UpdateService.UpdateServiceClient(other.Channel).GetUpdatesPageAsync(Request(3, token: first.NextPageToken));

        second.Updates.Select(OffsetOf).Should().Equal(5, 6);
    }

    [Fact]
    public async Task A_token_of_another_request_is_refused_and_so_is_what_is_no_token()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(5);
        var token = (await bench.Updates.GetUpdatesPageAsync(Request(3))).NextPageToken;
        var forged = token.ToByteArray();
        forged[8] ^= 1;

        foreach (var request in new[] { Request(4, token: token), Request(3, end: 6, token), Request(3, token: ByteString.CopyFrom(forged)) })
            (await RefusedAsync(bench, request)).Info.Reason.Should().Be("INVALID_UPDATES_PAGE_TOKEN");
        var failure = await RefusedAsync(bench, Request(3, token: ByteString.CopyFromUtf8("no token")));
        (failure.Code, failure.Info.Reason, failure.Info.Metadata["field_name"]).Should().Be((StatusCode.InvalidArgument, "INVALID_FIELD", "page_token"));
    }

    [Fact]
    public async Task The_order_of_parties_in_a_request_means_nothing()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(5);
        var request = Request(3);
        request.UpdateFormat = Formats.TransactionsOf("alice", "bank");
        var first = await bench.Updates.GetUpdatesPageAsync(request);
        request.UpdateFormat = Formats.TransactionsOf("bank", "alice");
        request.PageToken = first.NextPageToken;

        (await bench.Updates.GetUpdatesPageAsync(request)).Updates.Select(OffsetOf).Should().Equal(5, 6);
    }

    private static long OffsetOf(GetUpdateResponse response) => response.Transaction.Offset;

    private static Task<GrpcFailure> RefusedAsync(ReadingBench bench, GetUpdatesPageRequest request) => GrpcFailure.OfAsync(async () => await bench.Updates.GetUpdatesPageAsync(request));

    private static GetUpdatesPageRequest Request(int size, long? end = null, ByteString? token = null)
    {
        var request = new GetUpdatesPageRequest { MaxPageSize = size, UpdateFormat = Formats.TransactionsOf("alice") };
        if (end is { } last)
            request.EndOffsetInclusive = last;
        if (token is not null)
            request.PageToken = token;
        return request;
    }
}
