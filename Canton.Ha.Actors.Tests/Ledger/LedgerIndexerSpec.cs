using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class LedgerIndexerSpec
{
    private readonly SimulatedSynchronizer _synchronizer = new();
    private readonly SimulatedParticipant _bank;
    private readonly SimulatedParticipant _shop;

    public LedgerIndexerSpec()
    {
        _bank = new SimulatedParticipant("bank", _synchronizer);
        _shop = new SimulatedParticipant("shop", _synchronizer);
        _bank.Allocate("issuer", "alice");
        _shop.Allocate("bob");
        Deliver();
    }

    [Fact]
    public void An_accepted_submission_is_update_and_completion_at_one_offset()
    {
        _bank.Submit(Issue("c1", "alice")).Should().BeNull();
        Deliver();

        var update = _bank.Updates[^1];
        var completion = new CompletionReader("user", PartySetOf("issuer")).Read(update)!;

        completion.Status.Code.Should().Be(0);
        completion.UpdateId.Should().Be(update.UpdateId);
        completion.Offset.Should().Be(update.Offset);
        completion.DeduplicationOffset.Should().Be(0);
        completion.CommandId.Should().Be("c1");
        _bank.Active.Should().ContainSingle().Which.Offset.Should().Be(update.Offset);
        _shop.Updates.Should().NotContain(other => other.Transaction != null, "none of its parties sees it");
    }

    [Fact]
    public void The_later_of_two_conflicting_submissions_is_rejected_by_everybody_and_told_to_its_submitter_only()
    {
        _bank.Submit(Issue("c1", "bob"));
        Deliver();
        var iou = _shop.Active[0].Id.ToString();

        _bank.Submit(Wire.Commands("c2", "issuer", Wire.Archive(Wire.Iou, iou))).Should().BeNull();
        _shop.Submit(Wire.Commands("c3", "bob", Wire.Transfer(iou, "alice"))).Should().BeNull();
        Deliver();

        var status = OutcomeOf(_shop, "c3");
        status.Code.Should().Be((int)StatusCode.NotFound);
        status.Message.Should().StartWith("LOCAL_VERDICT_INACTIVE_CONTRACTS(11,");
        status.Details.Select(detail => detail.TypeUrl).Should().Equal(
            "type.googleapis.com/google.rpc.ErrorInfo", "type.googleapis.com/google.rpc.RequestInfo", "type.googleapis.com/google.rpc.ResourceInfo");
        status.Details[0].Unpack<ErrorInfo>().Metadata.Should().Contain(KeyValuePair.Create("definite_answer", "true"));
        _bank.Updates.Count(update => update.Transaction is not null).Should().Be(2);
        _shop.Active.Should().BeEmpty();
        _bank.Active.Should().BeEmpty();
    }

    [Fact]
    public void What_is_rejected_may_be_submitted_again_and_what_is_accepted_may_not()
    {
        _bank.Submit(Issue("c1", "alice"));
        Deliver();
        var iou = _bank.Active[0].Id.ToString();
        _bank.Submit(Wire.Commands("archive", "issuer", Wire.Archive(Wire.Iou, iou)));
        Deliver();

        _bank.Submit(Wire.Commands("archive", "issuer", Wire.Archive(Wire.Iou, iou))).Should().BeNull("the outcome is told by the completion");

        var duplicate = _bank.Updates[^1];
        duplicate.Outcome!.Rejection.Message.Should().StartWith("DUPLICATE_COMMAND(10,");
        duplicate.Outcome.Submitter.DeduplicationOffset.Should().Be(duplicate.Offset - 2);
    }

    [Fact]
    public void A_change_that_is_under_way_is_not_submitted_again_even_by_another_replica()
    {
        _bank.Submit(Issue("c1", "alice"));

        _bank.Submit(Issue("c1", "alice"))!.Code.Id.Should().Be("SUBMISSION_ALREADY_IN_FLIGHT");
        _bank.Restart();
        _bank.Submit(Issue("c1", "alice"))!.Code.Id.Should().Be("SUBMISSION_ALREADY_IN_FLIGHT");
        Deliver();
        _bank.Submit(Issue("c2", "alice")).Should().BeNull();
    }

    [Fact]
    public void What_was_never_sequenced_is_rejected_when_its_time_is_over()
    {
        _bank.Submit(Issue("c1", "alice"), isSent: false);
        _bank.Restart();
        _synchronizer.Pass(CertificationRules.Default.SequencingTimeout + 1);
        _bank.Receive();

        var status = OutcomeOf(_bank, "c1");
        status.Message.Should().StartWith("NOT_SEQUENCED_TIMEOUT(2,");
        new CompletionReader("user", PartySetOf("issuer")).Read(_bank.Updates[^1])!.DeduplicationPeriodCase.Should().Be(Completion.DeduplicationPeriodOneofCase.None);
        _bank.SendAgain();
        Deliver();
        _bank.Active.Should().BeEmpty();
    }

    [Fact]
    public void What_was_registered_is_sent_by_the_next_active_replica()
    {
        _bank.Submit(Issue("c1", "alice"), isSent: false);
        _bank.Restart();
        _bank.SendAgain();
        _bank.SendAgain();
        Deliver();

        OutcomeOf(_bank, "c1").Code.Should().Be(0);
        _bank.Active.Should().ContainSingle();
    }

    [Fact]
    public void A_participant_that_comes_later_learns_who_is_hosted_where_and_takes_part()
    {
        _bank.Submit(Issue("c1", "alice"));
        Deliver();
        _bank.Submit(Issue("c2", "alice"));
        var late = new SimulatedParticipant("late", _synchronizer);
        late.Allocate("carol");
        Deliver();
        late.Receive();
        Deliver();
        late.Receive();

        OutcomeOf(_bank, "c2").Code.Should().Be(0, "it was sequenced before the newcomer came");
        late.Hosting.IsHostedBy("shop", "bob").Should().BeTrue();
        late.Submit(Wire.Commands("c3", "carol", Wire.Create(Wire.Note, Wire.Record(("to", Wire.Party("bob")))))).Should().BeNull();
        Deliver();
        late.Receive();
        OutcomeOf(late, "c3").Code.Should().Be(0);
        _shop.Active.Should().ContainSingle();
        _bank.Updates.SelectMany(update => update.Hosting?.Parties.Select(hosted => hosted.Party) ?? []).Should().OnlyHaveUniqueItems("what is said again changes nothing");
    }

    [Fact]
    public void What_is_under_way_while_a_member_joins_is_rejected_and_may_be_tried_again()
    {
        _bank.Submit(Issue("c1", "alice"), isSent: false);
        _ = new SimulatedParticipant("late", _synchronizer);
        _bank.SendAgain();
        Deliver();

        OutcomeOf(_bank, "c1").Message.Should().StartWith("LOCAL_VERDICT_TOPOLOGY_CHANGED(2,");
        _bank.Submit(Issue("c1", "alice")).Should().BeNull();
        Deliver();
        _bank.Active.Should().ContainSingle();
    }

    [Fact]
    public void After_a_long_silence_submissions_are_accepted_because_time_proofs_carry_the_view_on()
    {
        _synchronizer.Pass(3_600_000_000);
        Deliver();

        _bank.Submit(Issue("c1", "alice")).Should().BeNull();
        Deliver();

        OutcomeOf(_bank, "c1").Code.Should().Be(0);
    }

    [Fact]
    public void An_event_that_is_missing_stops_everything()
    {
        var indexer = new LedgerIndexer("bank", CertificationRules.Default, StoredLedger.Empty, "replica");
        var skipped = new SequencedBatch(Wire.Synchronizer, [new SequencedEvent.MemberRegistered(2, 5, "other")], 5);

        var index = () => indexer.Index(skipped, 5, []);

        index.Should().Throw<InvalidOperationException>().WithMessage("*does not follow event 0*");
    }

    [Fact]
    public void A_message_that_cannot_be_read_is_reported_and_passed_over()
    {
        var indexer = new LedgerIndexer("bank", CertificationRules.Default, StoredLedger.Empty, "replica");
        var garbage = new SequencedEvent.Message(1, 5, "other", Guid.NewGuid(), [Google.Protobuf.ByteString.CopyFromUtf8("garbage")]);

        var batch = indexer.Index(new SequencedBatch(Wire.Synchronizer, [garbage], 5), 5, []);

        batch.Reports.Should().ContainSingle().Which.Should().Contain("cannot be read");
        batch.Position!.Counter.Should().Be(1);
        batch.Updates.Should().BeEmpty();
    }

    [Fact]
    public void Time_that_passes_without_events_is_stored_now_and_then()
    {
        var indexer = new LedgerIndexer("bank", CertificationRules.Default, StoredLedger.Empty, "replica");
        indexer.Index(new SequencedBatch(Wire.Synchronizer, [new SequencedEvent.MemberRegistered(1, 5, "bank")], 5), now: 5, []).Position!.View.Should().Be(5);

        indexer.Index(new SequencedBatch(Wire.Synchronizer, [], 600_000), now: 5, []).IsEmpty.Should().BeTrue();
        indexer.Index(new SequencedBatch(Wire.Synchronizer, [], 1_200_000), now: 5, []).Position.Should().Match<SynchronizerPosition>(stored => stored.View == 1_200_000 && stored.State.Time == 5);
        indexer.Index(new SequencedBatch(Wire.Synchronizer, [], 1_800_000), now: 5, []).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Publication_time_never_goes_back()
    {
        var indexer = new LedgerIndexer("bank", CertificationRules.Default, StoredLedger.Empty with { End = new LedgerEnd(7, 1_000) }, "replica");

        indexer.Index(new SequencedBatch(Wire.Synchronizer, [], 5), now: 900, []).End.Should().Be(new LedgerEnd(7, 1_000));
        indexer.Index(new SequencedBatch(Wire.Synchronizer, [], 6), now: 1_100, []).End.PublishedAt.Should().Be(1_100);
    }

    private static Commands Issue(string commandId, string owner) => Wire.Commands(commandId, "issuer", Wire.Create(Wire.Iou, Iou.Of("issuer", owner, "CHF", "1")));

    private static Canton.Ha.Actors.Ledger.PartySet PartySetOf(string party) => Canton.Ha.Actors.Ledger.PartySet.Of(party);

    private static Google.Rpc.Status OutcomeOf(SimulatedParticipant participant, string commandId) => participant.Updates
        .Select(update => new CompletionReader("user", Canton.Ha.Actors.Ledger.PartySet.Empty).Read(update)).Last(completion => completion?.CommandId == commandId)!.Status;

    private void Deliver()
    {
        _bank.Receive();
        _shop.Receive();
    }
}
