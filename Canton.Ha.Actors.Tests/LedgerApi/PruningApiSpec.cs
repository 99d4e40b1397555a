using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2.Admin;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class PruningApiSpec
{
    [Fact]
    public async Task What_was_asked_for_is_gone_when_the_call_returns_and_asking_again_is_fine()
    {
        var ledger = new FakeLedger(keptMax: 1);
        await ledger.GrowAsync(9);
        await using var bench = await LedgerApiBench.StartAsync(ledger);

        await PruneAsync(bench, 5);
        await PruneAsync(bench, 5);
        await PruneAsync(bench, 3);

        (await ledger.Store.ReadBoundsAsync(CancellationToken.None)).PrunedUpTo.Should().Be(5);
    }

    [Theory]
    [InlineData(0, "INVALID_ARGUMENT", StatusCode.InvalidArgument)]
    [InlineData(-1, "NON_POSITIVE_OFFSET", StatusCode.InvalidArgument)]
    [InlineData(9, "OFFSET_OUT_OF_RANGE", StatusCode.FailedPrecondition)]
    public async Task An_offset_outside_of_the_ledger_is_refused(long upTo, string reason, StatusCode code)
    {
        var ledger = new FakeLedger(keptMax: 1);
        await ledger.GrowAsync(9);
        await using var bench = await LedgerApiBench.StartAsync(ledger);

        var failure = await GrpcFailure.OfAsync(() => PruneAsync(bench, upTo));

        (failure.Code, failure.Info.Reason).Should().Be((code, reason));
    }

    [Fact]
    public async Task What_may_decide_about_duplicates_stays()
    {
        var ledger = new FakeLedger(keptMax: 1);
        await ledger.GrowAsync(3);
        await ledger.GrowAsync([.. Enumerable.Range(4, 3).Select(offset => new UpdateRow(offset, Wire.Synchronizer, offset, Micros.Max, Guid.NewGuid()))], [], []);
        await using var bench = await LedgerApiBench.StartAsync(ledger);

        var failure = await GrpcFailure.OfAsync(() => PruneAsync(bench, 4));

        (failure.Code, failure.Info.Reason, failure.Info.Metadata["safe_offset"]).Should().Be((StatusCode.FailedPrecondition, "UNSAFE_TO_PRUNE", "3"));
        await PruneAsync(bench, 3);
    }

    [Fact]
    public async Task There_is_one_pruning_at_a_time()
    {
        var end = new TaskCompletionSource();
        var ledger = new FakeLedger(keptMax: 1) { PruningEnd = end.Task };
        await ledger.GrowAsync(9);
        await using var bench = await LedgerApiBench.StartAsync(ledger);
        var first = PruneAsync(bench, 3);
        await Eventually.BecomesTrueAsync("pruning", async () => (await ledger.Store.ReadBoundsAsync(CancellationToken.None)).PrunedUpTo == 3, TimeSpan.FromSeconds(10));

        (await GrpcFailure.OfAsync(() => PruneAsync(bench, 5))).Info.Reason.Should().Be("PARTICIPANT_PRUNING_IN_PROGRESS");
        end.SetResult();
        await first;
        await PruneAsync(bench, 5);
    }

    private static async Task PruneAsync(LedgerApiBench bench, long upTo) =>
        await new ParticipantPruningService.ParticipantPruningServiceClient(bench.Channel).PruneAsync(new PruneRequest { PruneUpTo = upTo });
}
