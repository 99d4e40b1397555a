using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class StateApiSpec
{
    [Fact]
    public async Task Contracts_are_active_from_their_creation_to_their_end()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(3);
        var created = await ActiveAsync(bench, 4);
        await bench.ArchiveAsync(created[1].ActiveContract.CreatedEvent.ContractId);

        created.Select(OffsetOf).Should().Equal(2, 3, 4);
        (await ActiveAsync(bench, 3)).Select(OffsetOf).Should().Equal(2, 3);
        (await ActiveAsync(bench, 4)).Should().Equal(created, "the past does not change");
        (await ActiveAsync(bench, 5)).Select(OffsetOf).Should().Equal(2, 4);
        (await ActiveAsync(bench, 0)).Should().BeEmpty();
        created[0].ActiveContract.SynchronizerId.Should().Be(Wire.Synchronizer);
    }

    [Fact]
    public async Task A_stream_goes_on_after_any_of_its_elements()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(4);
        var all = await ActiveAsync(bench, 5);

        foreach (var place in Enumerable.Range(0, all.Count))
            (await ActiveAsync(bench, 5, all[place].StreamContinuationToken)).Should().Equal(all.Skip(place + 1));
    }

    [Fact]
    public async Task A_token_is_bound_to_offset_and_format()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(4);
        var token = (await ActiveAsync(bench, 5))[0].StreamContinuationToken;

        (await RefusedAsync(() => ActiveAsync(bench, 4, token))).Should().Be("INVALID_CONTINUATION_TOKEN");
        (await RefusedAsync(() => bench.State.GetActiveContracts(Request(5, token, "bank")).AllAsync())).Should().Be("INVALID_CONTINUATION_TOKEN");
        (await RefusedAsync(() => ActiveAsync(bench, 5, ByteString.CopyFromUtf8("?")))).Should().Be("INVALID_FIELD");
    }

    [Fact]
    public async Task Pages_have_the_contracts_of_one_offset_however_the_ledger_goes_on()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(5);
        var request = new GetActiveContractsPageRequest { EventFormat = Wire.Everything("alice"), MaxPageSize = 2 };
        var seen = new List<long>();

        while (true)
        {
            var page = await bench.State.GetActiveContractsPageAsync(request);
            page.ActiveAtOffset.Should().Be(6);
            seen.AddRange(page.ActiveContracts.Select(OffsetOf));
            if (!page.HasNextPageToken)
                break;
            request.PageToken = page.NextPageToken;
            await bench.ArchiveAsync(page.ActiveContracts[0].ActiveContract.CreatedEvent.ContractId);
        }

        seen.Should().Equal(2, 3, 4, 5, 6);
    }

    [Fact]
    public async Task A_page_token_of_another_format_or_offset_is_refused()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(5);
        var request = new GetActiveContractsPageRequest { EventFormat = Wire.Everything("alice"), MaxPageSize = 2 };
        request.PageToken = (await bench.State.GetActiveContractsPageAsync(request)).NextPageToken;
        var elsewhere = new GetActiveContractsPageRequest(request) { ActiveAtOffset = 3 };
        var otherwise = new GetActiveContractsPageRequest(request) { EventFormat = Wire.Everything("bank") };

        (await RefusedAsync(async () => await bench.State.GetActiveContractsPageAsync(elsewhere))).Should().Be("INVALID_ACS_PAGE_TOKEN");
        (await RefusedAsync(async () => await bench.State.GetActiveContractsPageAsync(otherwise))).Should().Be("INVALID_ACS_PAGE_TOKEN");
    }

    [Theory]
    [InlineData(-1, "NEGATIVE_OFFSET", StatusCode.InvalidArgument)]
    [InlineData(99, "OFFSET_AFTER_LEDGER_END", StatusCode.OutOfRange)]
    [InlineData(2, "PARTICIPANT_PRUNED_DATA_ACCESSED", StatusCode.FailedPrecondition)]
    public async Task Contracts_are_refused_outside_of_the_ledger(long activeAt, string reason, StatusCode code)
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(4);
        await bench.Ledger.PruneAsync(3, CancellationToken.None);

        var failure = await GrpcFailure.OfAsync(() => ActiveAsync(bench, activeAt));

        (failure.Code, failure.Info.Reason).Should().Be((code, reason));
        (await ActiveAsync(bench, 3)).Select(OffsetOf).Should().Equal([2, 3], "active contracts stay");
        (await ActiveAsync(bench, 0)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_ledger_end_tells_how_far_each_synchronizer_has_come()
    {
        await using var bench = await ReadingBench.StartAsync();
        bench.Ledger.Head.RecordTimes = bench.Ledger.Head.RecordTimes.Add(Wire.Synchronizer, 2_500_000);
        await bench.IssueAsync();

        var end = await bench.State.GetLedgerEndAsync(new GetLedgerEndRequest());

        end.Offset.Should().Be(2);
        var time = end.SynchronizerTimes.Should().ContainSingle().Which;
        (time.SynchronizerId, time.RecordTime.Seconds, time.RecordTime.Nanos).Should().Be((Wire.Synchronizer, 2, 500_000_000));
    }

    [Fact]
    public async Task Pruned_offsets_are_told()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(3);
        (await bench.State.GetLatestPrunedOffsetsAsync(new GetLatestPrunedOffsetsRequest())).ParticipantPrunedUpToInclusive.Should().Be(0);

        await bench.Ledger.PruneAsync(2, CancellationToken.None);

        (await bench.State.GetLatestPrunedOffsetsAsync(new GetLatestPrunedOffsetsRequest()))
            .Should().Be(new GetLatestPrunedOffsetsResponse { ParticipantPrunedUpToInclusive = 2, AllDivulgedContractsPrunedUpToInclusive = 2 });
    }

    [Fact]
    public async Task Who_asks_about_a_party_hears_of_the_synchronizers_that_host_it_and_what_it_may_do_there()
    {
        await using var bench = await ReadingBench.StartAsync();
        var here = bench.Api.Participant.Uid.ToString();
        var hosting = Hosting.Of([new HostedParty("alice", here, ParticipantPermission.Observation), new HostedParty("bob", "other::1", ParticipantPermission.Submission)]);
        bench.Ledger.Connected = [new ConnectedSynchronizer("one::1", hosting, 0) { Alias = "one" }, new ConnectedSynchronizer("two::2", Hosting.Empty, 0) { Alias = "two" }];

        (await ConnectedAsync(new GetConnectedSynchronizersRequest())).Should().Equal(("one", "one::1", ParticipantPermission.Unspecified), ("two", "two::2", ParticipantPermission.Unspecified));
        (await ConnectedAsync(new GetConnectedSynchronizersRequest { Party = "alice" })).Should().Equal(("one", "one::1", ParticipantPermission.Observation));
        (await ConnectedAsync(new GetConnectedSynchronizersRequest { Party = "bob" })).Should().BeEmpty();
        (await ConnectedAsync(new GetConnectedSynchronizersRequest { Party = "bob", ParticipantId = "other::1" })).Should().Equal(("one", "one::1", ParticipantPermission.Submission));

        async Task<IEnumerable<(string, string, ParticipantPermission)>> ConnectedAsync(GetConnectedSynchronizersRequest request) =>
            (await bench.State.GetConnectedSynchronizersAsync(request)).ConnectedSynchronizers.Select(connected => (connected.SynchronizerAlias, connected.SynchronizerId, connected.Permission));
    }

    private static long OffsetOf(GetActiveContractsResponse response) => response.ActiveContract.CreatedEvent.Offset;

    private static GetActiveContractsRequest Request(long activeAt, ByteString? token, string party)
    {
        var request = new GetActiveContractsRequest { ActiveAtOffset = activeAt, EventFormat = Wire.Everything(party) };
        if (token is not null)
            request.StreamContinuationToken = token;
        return request;
    }

    private static Task<List<GetActiveContractsResponse>> ActiveAsync(ReadingBench bench, long activeAt, ByteString? token = null) =>
        bench.State.GetActiveContracts(Request(activeAt, token, "alice")).AllAsync();

    private static async Task<string> RefusedAsync(Func<Task> call) => (await GrpcFailure.OfAsync(call)).Info.Reason;
}
