using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger.Running;

public sealed class OpenLedgerSpec : OpenLedgerKit
{
    [Fact]
    public async Task Has_the_outcome_of_a_submission_when_it_answers()
    {
        var update = await Bench.SubmitAndWaitAsync(Note("c1"));

        update.Outcome!.Rejection.Should().BeNull();
        update.Transaction!.Nodes.Should().ContainSingle();
        Bench.Ledger.Head.End.Should().BeGreaterThanOrEqualTo(update.Offset);
        Bench.Ledger.Head.After(update.Offset - 1, 9).Should().ContainSingle().Which.UpdateId.Should().Be(update.UpdateId);
    }

    [Fact]
    public async Task Answers_a_command_that_was_accepted_before_with_where_that_was_though_its_contract_is_gone()
    {
        await Bench.SubmitAndWaitAsync(Note("c1"));
        var archive = Wire.Commands("c2", "alice", Wire.Archive(Wire.Iou, Bench.Active[0].Id.ToString()));
        var accepted = await Bench.SubmitAndWaitAsync(archive);

        var again = await Bench.SubmitAndWaitAsync(archive);

        again.Outcome!.Rejection.Message.Should().StartWith("DUPLICATE_COMMAND").And.Contain($"at offset {accepted.Offset}");
        again.Outcome.Submitter.DeduplicationOffset.Should().Be(accepted.Offset - 1);
    }

    [Fact]
    public async Task Refuses_what_is_under_way_already_and_more_than_may_be()
    {
        Bench.Link.Hold();
        await Bench.SubmitAsync(Note("c1"));
        await Bench.SubmitAsync(Note("c2"));
        await Bench.SubmitAsync(Note("c3"));

        (await RefusalOf(Bench.SubmitAsync(Note("c1")))).Should().Be("SUBMISSION_ALREADY_IN_FLIGHT");
        (await RefusalOf(Bench.SubmitAsync(Note("c4")))).Should().Be("PARTICIPANT_BACKPRESSURE");

        Bench.Link.Release();
        await Bench.ReachesAsync(4);
        await Bench.SubmitAndWaitAsync(Note("c4"));
    }

    [Fact]
    public async Task Leaves_nothing_behind_of_what_is_refused_at_once()
    {
        var nobodys = Wire.Commands("c1", "alice", Wire.Create(Wire.Iou, Iou.Of("alice", "stranger", "CHF", "1")));
        (await RefusalOf(Bench.SubmitAsync(nobodys))).Should().Be("UNKNOWN_INFORMEES");

        (await Bench.SubmitAndWaitAsync(Note("c1"))).Outcome!.Rejection.Should().BeNull();
    }

    [Fact]
    public async Task Sends_again_over_the_next_connection_what_may_not_have_arrived()
    {
        Bench.Link.LosesAnswers = true;
        await Bench.SubmitAsync(Note("c1"));
        await Bench.Link.Connection.Broken.Invoking(broken => broken.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<SequencerLinkException>();

        await Bench.ConnectAsync();
        await Bench.SubmitAndWaitAsync(Note("c2"));

        Bench.Updates.Count(update => update.Outcome?.Submitter.CommandId == "c1").Should().Be(1);
    }

    [Fact]
    public async Task Tells_who_submitted_that_a_message_was_never_sequenced()
    {
        Bench.Link.LosesMessages = true;
        var update = await Bench.SubmitAndWaitAsync(Note("c1"));

        update.Outcome!.Rejection.Message.Should().StartWith("NOT_SEQUENCED_TIMEOUT");
        Bench.Link.LosesMessages = false;
        (await Bench.SubmitAndWaitAsync(Note("c1"))).Outcome!.Rejection.Should().BeNull("only acceptances deduplicate");
    }

    [Fact]
    public async Task Announces_parties_to_a_newcomer_until_that_is_sequenced()
    {
        Bench.Link.LosesMessages = true;
        await using var other = new ParticipantBeside(await LedgerBench.StartAsync("participant2", Bench.Synchronizer));
        await Eventually.BecomesTrueAsync("the newcomer was heard of", async () => !(await Bench.Store.LoadAsync(default)).InFlight.IsEmpty, Bounds.Takeover);
        Bench.Link.LosesMessages = false;

        await other.Bench.LearnsOfAsync("alice");
    }

    [Fact]
    public async Task Waits_for_a_synchronizer_that_was_just_lost_and_not_for_longer()
    {
        Bench.Link.Cut();
        await Bench.Link.Connection.DisposeAsync();
        var waiting = Bench.SubmitAndWaitAsync(Note("c1"));
        await Bench.ConnectAsync();
        (await waiting).Outcome!.Rejection.Should().BeNull();

        Bench.Link.Cut();
        await Bench.Link.Connection.DisposeAsync();
        (await RefusalOf(Bench.SubmitAsync(Note("c2")))).Should().Be("NOT_CONNECTED_TO_ANY_SYNCHRONIZER");
    }

    [Fact]
    public async Task Does_not_submit_before_the_ledger_time_has_come()
    {
        var later = Note("c1");
        later.MinLedgerTimeRel = new Google.Protobuf.WellKnownTypes.Duration { Nanos = 300_000_000 };

        var update = await Bench.SubmitAndWaitAsync(later);

        update.Outcome!.Rejection.Should().BeNull();
        update.Transaction!.EffectiveAt.Should().BeLessThanOrEqualTo(update.RecordTime);
    }

    [Fact]
    public async Task Refuses_at_once_what_could_not_be_submitted_when_its_ledger_time_comes()
    {
        var later = Wire.Commands("c1", "alice", Wire.Create(Wire.Iou, Iou.Of("alice", "stranger", "CHF", "1")));
        later.MinLedgerTimeRel = new Google.Protobuf.WellKnownTypes.Duration { Seconds = 3600 };
        (await RefusalOf(Bench.SubmitAsync(later))).Should().Be("UNKNOWN_INFORMEES");

        await Bench.SubmitAndWaitAsync(Note("c1"));
        var again = Note("c1");
        again.MinLedgerTimeRel = later.MinLedgerTimeRel;
        (await Bench.SubmitAndWaitAsync(again)).Outcome!.Rejection.Message.Should().StartWith("DUPLICATE_COMMAND");
    }

    [Fact]
    public async Task Does_not_know_what_became_of_an_allocation_that_was_never_sequenced()
    {
        Bench.Link.LosesMessages = true;

        (await RefusalOf(Bench.AllocateAsync("carol"))).Should().Be("REQUEST_TIME_OUT");
        (await RefusalOf(Bench.Ledger.AllocateAsync("elsewhere", [], default))).Should().Be("NOT_CONNECTED_TO_SYNCHRONIZER");
    }

    [Fact]
    public async Task Takes_nothing_new_and_sends_away_who_waits_while_it_drains()
    {
        Bench.Link.Hold();
        var waiting = Bench.Ledger.SubmitAndWaitAsync(Bench.Validate(Note("c1")), default);
        await Eventually.BecomesTrueAsync("it is stored", async () => !(await Bench.Store.LoadAsync(default)).InFlight.IsEmpty, Bounds.Takeover);

        await Bench.Ledger.DrainAsync(1.Seconds());

        (await RefusalOf(waiting)).Should().Be("ABORTED_DUE_TO_SHUTDOWN");
        (await RefusalOf(Bench.SubmitAsync(Note("c2")))).Should().Be("SUBMISSION_DURING_SHUTDOWN");
        Bench.Ledger.Head.Closing.IsCancellationRequested.Should().BeTrue();
        await Bench.Link.Connection.Broken.Invoking(broken => broken.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<SequencerLinkException>();
    }

    [Fact]
    public async Task Finds_contracts_that_are_used_right_after_their_creation()
    {
        await Bench.SubmitAndWaitAsync(Note("c1"));
        var transferred = await Bench.SubmitAndWaitAsync(Wire.Commands("c2", "alice", Wire.Archive(Wire.Iou, Bench.Active[0].Id.ToString())));

        transferred.Outcome!.Rejection.Should().BeNull();
        Bench.Active.Should().BeEmpty();
    }

    /// <summary>A second participant, which leaves the synchronizer to the first.</summary>
    private sealed class ParticipantBeside(LedgerBench bench) : IAsyncDisposable
    {
        public LedgerBench Bench => bench;

        public async ValueTask DisposeAsync() => await bench.DropAsync();
    }
}
