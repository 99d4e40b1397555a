using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class UpdateApiSpec
{
    [Fact]
    public async Task A_range_is_streamed_in_either_direction_and_then_the_stream_ends()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(9);
        var request = Request(1, 8, "alice");

        (await bench.Updates.GetUpdates(request).AllAsync()).Select(OffsetOf).Should().Equal(2, 3, 4, 5, 6, 7, 8);
        request.DescendingOrder = true;
        (await bench.Updates.GetUpdates(request).AllAsync()).Select(OffsetOf).Should().Equal(8, 7, 6, 5, 4, 3, 2);
        (await bench.Updates.GetUpdates(Request(8, 8, "alice")).AllAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_an_end_the_stream_goes_on_with_what_comes()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(2);
        using var stream = bench.Updates.GetUpdates(Request(2, null, "alice"));

        OffsetOf(await stream.NextAsync()).Should().Be(3);
        await bench.IssueAsync(2);

        OffsetOf(await stream.NextAsync()).Should().Be(4);
        OffsetOf(await stream.NextAsync()).Should().Be(5);
    }

    [Fact]
    public async Task A_checkpoint_comes_after_what_it_covers_and_before_everything_later_even_where_nothing_is_to_be_seen()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(2);
        bench.Ledger.Head.Checkpoint = new Checkpoint(2, bench.Ledger.Head.RecordTimes.Add(Wire.Synchronizer, 1_000_000));
        using var stream = bench.Updates.GetUpdates(Request(1, null, "alice"));
        using var blind = bench.Updates.GetUpdates(Request(1, null, "mallory"));

        OffsetOf(await stream.NextAsync()).Should().Be(2);
        var checkpoint = (await stream.NextAsync()).OffsetCheckpoint;
        OffsetOf(await stream.NextAsync()).Should().Be(3);

        checkpoint.Offset.Should().Be(2);
        checkpoint.SynchronizerTimes.Should().ContainSingle().Which.Should().Match<SynchronizerTime>(time => time.SynchronizerId == Wire.Synchronizer && time.RecordTime.Seconds == 1);
        (await blind.NextAsync()).OffsetCheckpoint.Should().Be(checkpoint);
    }

    [Fact]
    public async Task Parties_that_come_are_seen_by_who_asks_for_topology()
    {
        await using var bench = await ReadingBench.StartAsync();
        var request = Request(0, 1, "alice");

        (await bench.Updates.GetUpdates(request).AllAsync()).Should().BeEmpty();
        request.UpdateFormat = Formats.EverythingOf("alice");
        (await bench.Updates.GetUpdates(request).AllAsync()).Should().ContainSingle().Which.TopologyTransaction.Events
            .Select(topology => topology.ParticipantAuthorizationAdded.PartyId).Should().BeEquivalentTo("alice", "bank");
    }

    [Fact]
    public async Task A_ledger_that_closes_ends_open_streams()
    {
        await using var bench = await ReadingBench.StartAsync();
        using var stream = bench.Updates.GetUpdates(Request(1, null, "alice"));
        var next = stream.NextAsync();
        await bench.IssueAsync();
        await next;

        bench.Ledger.Head.Close();

        var failure = await GrpcFailure.OfAsync(stream.NextAsync);
        (failure.Code, failure.Info.Reason).Should().Be((StatusCode.Unavailable, "ABORTED_DUE_TO_SHUTDOWN"));
    }

    [Fact]
    public async Task What_was_pruned_is_refused_with_the_offset_from_which_there_is_something()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(9);
        await bench.Ledger.PruneAsync(4, CancellationToken.None);

        var failure = await GrpcFailure.OfAsync(() => bench.Updates.GetUpdates(Request(3, null, "alice")).AllAsync());

        (failure.Code, failure.Info.Reason, failure.Info.Metadata["earliest_offset"]).Should().Be((StatusCode.FailedPrecondition, "PARTICIPANT_PRUNED_DATA_ACCESSED", "4"));
        (await bench.Updates.GetUpdates(Request(4, 6, "alice")).AllAsync()).Select(OffsetOf).Should().Equal(5, 6);
        (await bench.Updates.GetUpdates(Request(2, 2, "alice")).AllAsync()).Should().BeEmpty("nothing is asked for");
    }

    [Fact]
    public async Task An_offset_beyond_the_end_is_refused()
    {
        await using var bench = await ReadingBench.StartAsync();

        var failure = await GrpcFailure.OfAsync(() => bench.Updates.GetUpdates(Request(0, 5, "alice")).AllAsync());

        (failure.Code, failure.Info.Reason).Should().Be((StatusCode.OutOfRange, "OFFSET_AFTER_LEDGER_END"));
    }

    [Fact]
    public async Task An_update_is_found_by_its_offset_and_by_its_id()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(3);
        var streamed = (await bench.Updates.GetUpdates(Request(2, 3, "alice")).AllAsync()).Should().ContainSingle().Which.Transaction;

        (await bench.Updates.GetUpdateByOffsetAsync(new GetUpdateByOffsetRequest { Offset = 3, UpdateFormat = Formats.TransactionsOf("alice") })).Transaction.Should().Be(streamed);
        (await bench.Updates.GetUpdateByIdAsync(new GetUpdateByIdRequest { UpdateId = streamed.UpdateId, UpdateFormat = Formats.TransactionsOf("alice") })).Transaction.Should().Be(streamed);
    }

    [Fact]
    public async Task What_is_pruned_unknown_or_not_to_be_seen_is_not_found()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(3);
        var id = (await bench.Updates.GetUpdates(Request(2, 3, "alice")).AllAsync())[0].Transaction.UpdateId;
        await bench.Ledger.PruneAsync(2, CancellationToken.None);

        (await NotFoundAsync(new GetUpdateByOffsetRequest { Offset = 2, UpdateFormat = Formats.TransactionsOf("alice") })).Should().Be("UPDATE_NOT_FOUND");
        (await NotFoundAsync(new GetUpdateByOffsetRequest { Offset = 99, UpdateFormat = Formats.TransactionsOf("alice") })).Should().Be("UPDATE_NOT_FOUND");
        (await NotFoundAsync(new GetUpdateByOffsetRequest { Offset = 3, UpdateFormat = Formats.TransactionsOf("mallory") })).Should().Be("UPDATE_NOT_FOUND");
        var byId = await GrpcFailure.OfAsync(async () => await bench.Updates.GetUpdateByIdAsync(new GetUpdateByIdRequest { UpdateId = Other(id), UpdateFormat = Formats.TransactionsOf("alice") }));
        (byId.Code, byId.Info.Reason).Should().Be((StatusCode.NotFound, "UPDATE_NOT_FOUND"));

        async Task<string> NotFoundAsync(GetUpdateByOffsetRequest request) => (await GrpcFailure.OfAsync(async () => await bench.Updates.GetUpdateByOffsetAsync(request))).Info.Reason;
    }

    [Fact]
    public async Task By_hash_is_unimplemented()
    {
        await using var bench = await ReadingBench.StartAsync();

        (await GrpcFailure.OfAsync(async () => await bench.Updates.GetUpdateByHashAsync(new GetUpdateByHashRequest()))).Code.Should().Be(StatusCode.Unimplemented);
    }

    internal static long OffsetOf(GetUpdatesResponse response) => response.Transaction.Offset;

    private static string Other(string id) => id[..^1] + (id[^1] == '0' ? '1' : '0');

    private static GetUpdatesRequest Request(long begin, long? end, string party)
    {
        var request = new GetUpdatesRequest { BeginExclusive = begin, UpdateFormat = Formats.TransactionsOf(party) };
        if (end is { } last)
            request.EndInclusive = last;
        return request;
    }
}
