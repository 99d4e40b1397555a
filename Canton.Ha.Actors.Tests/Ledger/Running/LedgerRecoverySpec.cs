using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger.Running;

/// <summary>What becomes of a ledger when something fails, or another replica takes over.</summary>
public sealed class LedgerRecoverySpec : OpenLedgerKit
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_with_a_write_of_which_nobody_knows_whether_it_happened(bool isWritten)
    {
        Bench.Link.Hold();
        var waiting = Bench.Ledger.SubmitAndWaitAsync(Bench.Validate(Note("c1")), default);
        await Eventually.BecomesTrueAsync("it is stored", async () => !(await Bench.Store.LoadAsync(default)).InFlight.IsEmpty, Bounds.Takeover);
        Writes.FailNext(isWritten);
        Bench.Link.Release();

        await Bench.Ledger.Ended.Invoking(ended => ended.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<IOException>();
        (await RefusalOf(waiting)).Should().Be("ABORTED_DUE_TO_SHUTDOWN");
        Bench.Ledger.Head.Closing.IsCancellationRequested.Should().BeTrue();

        await Bench.ReopenAsync();
        await Bench.ReachesAsync(2);
        Bench.Updates.Count(update => update.Outcome is not null).Should().Be(1);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Knows_after_a_pruning_that_failed_how_far_the_ledger_is_pruned(bool isWritten, long prunedUpTo)
    {
        await Bench.SubmitAndWaitAsync(Note("c1"));
        Writes.FailNext(isWritten);

        await Bench.Ledger.Invoking(ledger => ledger.PruneAsync(1, default)).Should().ThrowAsync<IOException>();

        Bench.Ledger.Head.Should().BeOfType<LedgerHead>().Which.Bounds.PrunedUpTo.Should().Be(prunedUpTo);
    }

    [Fact]
    public async Task A_rejection_has_no_earlier_record_time_than_what_was_seen_before()
    {
        var accepted = await Bench.SubmitAndWaitAsync(Note("c1"));
        await Eventually.BecomesTrueAsync("time has gone on", () => Task.FromResult(RecordTime > accepted.RecordTime), Bounds.Takeover);
        var seen = RecordTime;

        (await Bench.SubmitAndWaitAsync(Note("c1"))).RecordTime.Should().BeGreaterThanOrEqualTo(seen);
    }

    [Fact]
    public async Task Time_does_not_go_back_for_a_client_when_another_replica_takes_over()
    {
        var accepted = await Bench.SubmitAndWaitAsync(Note("c1"));
        await Eventually.BecomesTrueAsync("time has gone on", () => Task.FromResult(RecordTime > accepted.RecordTime), Bounds.Takeover);
        var seen = RecordTime;

        await Bench.DropAsync();
        await Bench.OpenAsync();

        RecordTime.Should().BeGreaterThanOrEqualTo(seen);
    }

    [Fact]
    public async Task A_connection_that_breaks_as_soon_as_it_sends_is_none()
    {
        Bench.Link.LosesMessages = true;
        await Bench.SubmitAsync(Note("c1"));
        Bench.Link.Cut();

        var connection = Bench.Ledger.Connect(Bench.Link);

        await connection.Broken.Invoking(broken => broken.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<SequencerLinkException>();
        Bench.Ledger.Connected.Should().BeEmpty();
    }

    [Fact]
    public async Task A_gap_in_what_is_delivered_ends_the_connection_and_not_the_ledger()
    {
        var connection = Bench.Link.Connection;
        await connection.AddAsync(new SequencedBatch(Wire.Synchronizer, [new SequencedEvent.MemberRegistered(77, long.MaxValue, "x")], long.MaxValue), default);

        await connection.Broken.Invoking(broken => broken.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<SequencerLinkException>().WithMessage("Event 77*does not follow*");
        await Bench.ConnectAsync();
        (await Bench.SubmitAndWaitAsync(Note("c1"))).Outcome!.Rejection.Should().BeNull();
    }

    [Fact]
    public async Task A_store_that_cannot_be_asked_refuses_submissions_and_does_not_end_the_ledger()
    {
        Reads.Failing = int.MaxValue;
        (await RefusalOf(Bench.SubmitAsync(Note("c1")))).Should().Be("INDEX_DB_SQL_TRANSIENT_ERROR");

        Reads.Failing = 0;
        (await Bench.SubmitAndWaitAsync(Note("c1"))).Outcome!.Rejection.Should().BeNull();
    }
}
