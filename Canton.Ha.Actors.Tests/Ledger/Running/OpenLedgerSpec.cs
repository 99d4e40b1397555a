using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger.Running;

public sealed class OpenLedgerSpec : IAsyncLifetime
{
    private LedgerBench _bench = null!;
    private FlakyWrites _writes = null!;

    public async Task InitializeAsync()
    {
        _bench = await LedgerBench.StartAsync("participant1", new LoopSynchronizer(), parts => parts with
        {
            Settings = parts.Settings with { InFlightMax = 3, ReconnectPatience = 2.Seconds() },
            Rules = new CertificationRules(Window: 60_000_000, LedgerTimeTolerance: 60_000_000, SequencingTimeout: 1_000_000),
            Writes = _writes = new FlakyWrites(parts.Writes),
        });
        await _bench.AllocateAsync("alice", "bob");
    }

    public Task DisposeAsync() => _bench.DisposeAsync().AsTask();

    [Fact]
    public async Task Has_the_outcome_of_a_submission_when_it_answers()
    {
        var update = await _bench.SubmitAndWaitAsync(Note("c1"));

        update.Outcome!.Rejection.Should().BeNull();
        update.Transaction!.Nodes.Should().ContainSingle();
        _bench.Ledger.Head.End.Should().BeGreaterThanOrEqualTo(update.Offset);
        _bench.Ledger.Head.After(update.Offset - 1, 9).Should().ContainSingle().Which.UpdateId.Should().Be(update.UpdateId);
    }

    [Fact]
    public async Task Answers_a_command_that_was_accepted_before_with_where_that_was_though_its_contract_is_gone()
    {
        await _bench.SubmitAndWaitAsync(Note("c1"));
        var archive = Wire.Commands("c2", "alice", Wire.Archive(Wire.Iou, _bench.Active[0].Id.ToString()));
        var accepted = await _bench.SubmitAndWaitAsync(archive);

        var again = await _bench.SubmitAndWaitAsync(archive);

        again.Outcome!.Rejection.Message.Should().StartWith("DUPLICATE_COMMAND").And.Contain($"at offset {accepted.Offset}");
        again.Outcome.Submitter.DeduplicationOffset.Should().Be(accepted.Offset - 1);
    }

    [Fact]
    public async Task Refuses_what_is_under_way_already_and_more_than_may_be()
    {
        _bench.Link.Hold();
        await _bench.SubmitAsync(Note("c1"));
        await _bench.SubmitAsync(Note("c2"));
        await _bench.SubmitAsync(Note("c3"));

        (await RefusalOf(_bench.SubmitAsync(Note("c1")))).Should().Be("SUBMISSION_ALREADY_IN_FLIGHT");
        (await RefusalOf(_bench.SubmitAsync(Note("c4")))).Should().Be("PARTICIPANT_BACKPRESSURE");

        _bench.Link.Release();
        await _bench.ReachesAsync(4);
        await _bench.SubmitAndWaitAsync(Note("c4"));
    }

    [Fact]
    public async Task Leaves_nothing_behind_of_what_is_refused_at_once()
    {
        var nobodys = Wire.Commands("c1", "alice", Wire.Create(Wire.Iou, Iou.Of("alice", "stranger", "CHF", "1")));
        (await RefusalOf(_bench.SubmitAsync(nobodys))).Should().Be("UNKNOWN_INFORMEES");

        (await _bench.SubmitAndWaitAsync(Note("c1"))).Outcome!.Rejection.Should().BeNull();
    }

    [Fact]
    public async Task Sends_again_over_the_next_connection_what_may_not_have_arrived()
    {
        _bench.Link.LosesAnswers = true;
        await _bench.SubmitAsync(Note("c1"));
        await _bench.Link.Connection.Broken.Invoking(broken => broken.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<SequencerLinkException>();

        await _bench.ConnectAsync();
        await _bench.SubmitAndWaitAsync(Note("c2"));

        _bench.Updates.Count(update => update.Outcome?.Submitter.CommandId == "c1").Should().Be(1);
    }

    [Fact]
    public async Task Tells_who_submitted_that_a_message_was_never_sequenced()
    {
        _bench.Link.LosesMessages = true;
        var update = await _bench.SubmitAndWaitAsync(Note("c1"));

        update.Outcome!.Rejection.Message.Should().StartWith("NOT_SEQUENCED_TIMEOUT");
        _bench.Link.LosesMessages = false;
        (await _bench.SubmitAndWaitAsync(Note("c1"))).Outcome!.Rejection.Should().BeNull("only acceptances deduplicate");
    }

    [Fact]
    public async Task Announces_parties_to_a_newcomer_until_that_is_sequenced()
    {
        _bench.Link.LosesMessages = true;
        await using var other = new ParticipantBeside(await LedgerBench.StartAsync("participant2", _bench.Synchronizer));
        await Eventually.BecomesTrueAsync("the newcomer was heard of", async () => !(await _bench.Store.LoadAsync(default)).InFlight.IsEmpty, Bounds.Takeover);
        _bench.Link.LosesMessages = false;

        await other.Bench.LearnsOfAsync("alice");
    }

    [Fact]
    public async Task Waits_for_a_synchronizer_that_was_just_lost_and_not_for_longer()
    {
        _bench.Link.Cut();
        await _bench.Link.Connection.DisposeAsync();
        var waiting = _bench.SubmitAndWaitAsync(Note("c1"));
        await _bench.ConnectAsync();
        (await waiting).Outcome!.Rejection.Should().BeNull();

        _bench.Link.Cut();
        await _bench.Link.Connection.DisposeAsync();
        (await RefusalOf(_bench.SubmitAsync(Note("c2")))).Should().Be("NOT_CONNECTED_TO_ANY_SYNCHRONIZER");
    }

    [Fact]
    public async Task Does_not_submit_before_the_ledger_time_has_come()
    {
        var later = Note("c1");
        later.MinLedgerTimeRel = new Google.Protobuf.WellKnownTypes.Duration { Nanos = 300_000_000 };

        var update = await _bench.SubmitAndWaitAsync(later);

        update.Outcome!.Rejection.Should().BeNull();
        update.Transaction!.EffectiveAt.Should().BeLessThanOrEqualTo(update.RecordTime);
    }

    [Fact]
    public async Task Refuses_at_once_what_could_not_be_submitted_when_its_ledger_time_comes()
    {
        var later = Wire.Commands("c1", "alice", Wire.Create(Wire.Iou, Iou.Of("alice", "stranger", "CHF", "1")));
        later.MinLedgerTimeRel = new Google.Protobuf.WellKnownTypes.Duration { Seconds = 3600 };
        (await RefusalOf(_bench.SubmitAsync(later))).Should().Be("UNKNOWN_INFORMEES");

        await _bench.SubmitAndWaitAsync(Note("c1"));
        var again = Note("c1");
        again.MinLedgerTimeRel = later.MinLedgerTimeRel;
        (await _bench.SubmitAndWaitAsync(again)).Outcome!.Rejection.Message.Should().StartWith("DUPLICATE_COMMAND");
    }

    [Fact]
    public async Task Does_not_know_what_became_of_an_allocation_that_was_never_sequenced()
    {
        _bench.Link.LosesMessages = true;

        (await RefusalOf(_bench.AllocateAsync("carol"))).Should().Be("REQUEST_TIME_OUT");
        (await RefusalOf(_bench.Ledger.AllocateAsync("elsewhere", [], default))).Should().Be("NOT_CONNECTED_TO_SYNCHRONIZER");
    }

    [Fact]
    public async Task A_gap_in_what_is_delivered_ends_the_connection_and_not_the_ledger()
    {
        var connection = _bench.Link.Connection;
        await connection.AddAsync(new SequencedBatch(Wire.Synchronizer, [new SequencedEvent.MemberRegistered(77, long.MaxValue, "x")], long.MaxValue), default);

        await connection.Broken.Invoking(broken => broken.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<SequencerLinkException>().WithMessage("Event 77*does not follow*");
        await _bench.ConnectAsync();
        (await _bench.SubmitAndWaitAsync(Note("c1"))).Outcome!.Rejection.Should().BeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_with_a_write_of_which_nobody_knows_whether_it_happened(bool isWritten)
    {
        _bench.Link.Hold();
        var waiting = _bench.Ledger.SubmitAndWaitAsync(_bench.Validate(Note("c1")), default);
        await Eventually.BecomesTrueAsync("it is stored", async () => !(await _bench.Store.LoadAsync(default)).InFlight.IsEmpty, Bounds.Takeover);
        _writes.FailNext(isWritten);
        _bench.Link.Release();

        await _bench.Ledger.Ended.Invoking(ended => ended.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<IOException>();
        (await RefusalOf(waiting)).Should().Be("ABORTED_DUE_TO_SHUTDOWN");
        _bench.Ledger.Head.Closing.IsCancellationRequested.Should().BeTrue();

        await _bench.ReopenAsync();
        await _bench.ReachesAsync(2);
        _bench.Updates.Count(update => update.Outcome is not null).Should().Be(1);
    }

    [Fact]
    public async Task Takes_nothing_new_and_sends_away_who_waits_while_it_drains()
    {
        _bench.Link.Hold();
        var waiting = _bench.Ledger.SubmitAndWaitAsync(_bench.Validate(Note("c1")), default);
        await Eventually.BecomesTrueAsync("it is stored", async () => !(await _bench.Store.LoadAsync(default)).InFlight.IsEmpty, Bounds.Takeover);

        await _bench.Ledger.DrainAsync(1.Seconds());

        (await RefusalOf(waiting)).Should().Be("ABORTED_DUE_TO_SHUTDOWN");
        (await RefusalOf(_bench.SubmitAsync(Note("c2")))).Should().Be("SUBMISSION_DURING_SHUTDOWN");
        _bench.Ledger.Head.Closing.IsCancellationRequested.Should().BeTrue();
        await _bench.Link.Connection.Broken.Invoking(broken => broken.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<SequencerLinkException>();
    }

    [Fact]
    public async Task A_connection_that_breaks_as_soon_as_it_sends_is_none()
    {
        _bench.Link.LosesMessages = true;
        await _bench.SubmitAsync(Note("c1"));
        _bench.Link.Cut();

        var connection = _bench.Ledger.Connect(_bench.Link);

        await connection.Broken.Invoking(broken => broken.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<SequencerLinkException>();
        _bench.Ledger.Connected.Should().BeEmpty();
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Knows_after_a_pruning_that_failed_how_far_the_ledger_is_pruned(bool isWritten, long prunedUpTo)
    {
        await _bench.SubmitAndWaitAsync(Note("c1"));
        _writes.FailNext(isWritten);

        await _bench.Ledger.Invoking(ledger => ledger.PruneAsync(1, default)).Should().ThrowAsync<IOException>();

        _bench.Ledger.Head.Should().BeOfType<LedgerHead>().Which.Bounds.PrunedUpTo.Should().Be(prunedUpTo);
    }

    [Fact]
    public async Task A_rejection_has_no_earlier_record_time_than_what_was_seen_before()
    {
        var accepted = await _bench.SubmitAndWaitAsync(Note("c1"));
        await Eventually.BecomesTrueAsync("time has gone on", () => Task.FromResult(RecordTime > accepted.RecordTime), Bounds.Takeover);
        var seen = RecordTime;

        (await _bench.SubmitAndWaitAsync(Note("c1"))).RecordTime.Should().BeGreaterThanOrEqualTo(seen);
    }

    [Fact]
    public async Task Finds_contracts_that_are_used_right_after_their_creation()
    {
        await _bench.SubmitAndWaitAsync(Note("c1"));
        var transferred = await _bench.SubmitAndWaitAsync(Wire.Commands("c2", "alice", Wire.Archive(Wire.Iou, _bench.Active[0].Id.ToString())));

        transferred.Outcome!.Rejection.Should().BeNull();
        _bench.Active.Should().BeEmpty();
    }

    private long RecordTime => _bench.Ledger.Head.RecordTimes[Wire.Synchronizer];

    private static Commands Note(string commandId) => Wire.Commands(commandId, "alice", Wire.Create(Wire.Iou, Iou.Of("alice", "bob", "CHF", "1")));

    private static async Task<string> RefusalOf(Task call) =>
        (await call.Invoking(refused => refused.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<CantonErrorException>()).Which.Error.Code.Id;

    /// <summary>A second participant, which leaves the synchronizer to the first.</summary>
    private sealed class ParticipantBeside(LedgerBench bench) : IAsyncDisposable
    {
        public LedgerBench Bench => bench;

        public async ValueTask DisposeAsync() => await bench.DropAsync();
    }
}
