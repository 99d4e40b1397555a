using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Sequencer.V1;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Sequencing;

public class OrderingSpec
{
    private readonly OrderedLog _log = new(window: 1000, membersMax: 3);

    public OrderingSpec()
    {
        _log.Clock = 100;
        _log.Ask(new MemberRequest.Register("alice", 1));
        _log.Ask(new MemberRequest.Register("bob", 1));
    }

    [Fact]
    public void Every_member_hears_of_a_registration_and_begins_with_its_own()
    {
        _log.HeardBy("alice").Should().Equal((1L, 100L), (2L, 101L));
        _log.HeardBy("bob").Should().Equal((1L, 101L));
    }

    [Fact]
    public void A_repeated_registration_answers_the_first_one()
    {
        _log.Ask(new MemberRequest.Register("alice", 5)).Should().Be(new SequencerAnswer.Registered(100));
        _log.Events.Should().HaveCount(2);
    }

    [Fact]
    public void There_are_no_more_members_than_there_may_be()
    {
        _log.Ask(new MemberRequest.Register("carol", 1));
        _log.Ask(new MemberRequest.Register("dave", 1)).Should().BeOfType<SequencerAnswer.Refused>().Which.Refusal.Should().Be(RequestRefusal.TooManyMembers);
    }

    [Fact]
    public void A_message_goes_to_those_it_names_and_to_nobody_else()
    {
        _log.Submit("alice", Messages.To(1, 500, "bob")).Should().Be(new SubmissionOutcome.Sequenced(102));

        _log.HeardBy("bob").Should().Equal((1L, 101L), (2L, 102L));
        _log.HeardBy("alice").Should().HaveCount(2);
    }

    [Fact]
    public void A_message_to_all_goes_to_every_member_of_that_moment()
    {
        _log.Submit("alice", Messages.ToAll(1, 500));
        _log.Ask(new MemberRequest.Register("carol", 1));

        _log.HeardBy("alice").Should().HaveCount(4);
        _log.HeardBy("bob").Should().HaveCount(3);
        _log.HeardBy("carol").Should().HaveCount(1);
    }

    [Fact]
    public void A_member_gets_only_those_payloads_that_are_for_it()
    {
        var message = Messages.To(1, 500, "bob");
        message = message with { Envelopes = [.. message.Envelopes, .. Messages.To(2, 500, "alice").Envelopes, .. Messages.ToAll(3, 500).Envelopes] };
        _log.Submit("alice", message);

        _log.Events[^1].Message!.For("bob").Payloads.Select(payload => payload[0]).Should().Equal((byte)1, (byte)3);
        _log.Events[^1].Message!.For("alice").Payloads.Select(payload => payload[0]).Should().Equal((byte)2, (byte)3);
    }

    [Fact]
    public void A_resent_message_keeps_its_place_also_within_one_batch()
    {
        var message = Messages.ToAll(1, 500);
        var answer = _log.Ask(new MemberRequest.Submit("alice", 1, [message, message]));
        _log.Clock = 2000;

        answer.Should().BeOfType<SequencerAnswer.Submitted>().Which.Outcomes.Distinct().Should().Equal(new SubmissionOutcome.Sequenced(102));
        _log.Submit("alice", message).Should().Be(new SubmissionOutcome.Sequenced(102), "it was sequenced, however late it is asked for again");
        _log.Events.Should().HaveCount(3);
    }

    [Fact]
    public void Two_members_may_choose_the_same_message_id()
    {
        _log.Submit("alice", Messages.ToAll(1, 500));
        _log.Submit("bob", Messages.ToAll(1, 500)).Should().Be(new SubmissionOutcome.Sequenced(103));
    }

    [Fact]
    public void A_message_that_is_too_late_is_too_late_for_ever()
    {
        _log.Clock = 501;
        _log.Submit("alice", Messages.ToAll(1, 500)).Should().BeOfType<SubmissionOutcome.Refused>().Which.Reason.Should().Be(SubmissionRefusal.Types.Reason.TooLate);
        _log.Clock = 200;
        _log.Submit("alice", Messages.ToAll(1, 500)).Should().BeOfType<SubmissionOutcome.Refused>("a clock that is put back changes nothing");
    }

    [Fact]
    public void A_message_may_not_be_good_for_longer_than_it_is_remembered()
    {
        _log.Submit("alice", Messages.ToAll(1, 1100)).Should().BeOfType<SubmissionOutcome.Sequenced>();
        _log.Submit("alice", Messages.ToAll(2, 1101)).Should().BeOfType<SubmissionOutcome.Refused>().Which.Reason.Should().Be(SubmissionRefusal.Types.Reason.TooFarAhead);
    }

    [Fact]
    public void A_recipient_must_be_a_member()
    {
        _log.Submit("alice", Messages.To(1, 500, "bob", "carol")).Should().BeOfType<SubmissionOutcome.Refused>().Which.Why.Should().Contain("carol");
        _log.HeardBy("bob").Should().HaveCount(1);
    }

    [Fact]
    public void A_subscription_in_a_newer_term_ends_what_the_member_can_do_in_older_ones()
    {
        _log.Ask(new MemberRequest.Subscribe("alice", 7, 1)).Should().BeOfType<SequencerAnswer.Subscribed>().Which.Member.Term.Should().Be(7);

        foreach (var late in new MemberRequest[]
        {
            new MemberRequest.Submit("alice", 6, [Messages.ToAll(1, 500)]), new MemberRequest.Subscribe("alice", 6, 1),
            new MemberRequest.Acknowledge("alice", 6, 1), new MemberRequest.Register("alice", 6),
        })
            _log.Ask(late).Should().BeOfType<SequencerAnswer.Refused>().Which.Refusal.Should().Be(RequestRefusal.OlderTerm);

        _log.Submit("alice", Messages.ToAll(1, 500), term: 7).Should().BeOfType<SubmissionOutcome.Sequenced>();
        _log.Submit("bob", Messages.ToAll(1, 500)).Should().BeOfType<SubmissionOutcome.Sequenced>("nobody else has a newer term");
    }

    [Fact]
    public void Nobody_may_ask_for_what_does_not_exist()
    {
        _log.Ask(new MemberRequest.Subscribe("bob", 1, 2)).Should().BeOfType<SequencerAnswer.Subscribed>();
        _log.Ask(new MemberRequest.Subscribe("bob", 1, 3)).Should().BeOfType<SequencerAnswer.Refused>().Which.Refusal.Should().Be(RequestRefusal.AheadOfEnd);
        _log.Ask(new MemberRequest.Acknowledge("bob", 1, 2)).Should().BeOfType<SequencerAnswer.Refused>().Which.Refusal.Should().Be(RequestRefusal.AheadOfEnd);
        _log.Ask(new MemberRequest.Acknowledge("carol", 1, 0)).Should().BeOfType<SequencerAnswer.Refused>().Which.Refusal.Should().Be(RequestRefusal.UnknownMember);
    }

    [Fact]
    public void An_acknowledgement_never_goes_back()
    {
        _log.Ask(new MemberRequest.Acknowledge("alice", 1, 2));
        _log.Ask(new MemberRequest.Acknowledge("alice", 1, 1));

        _log.State.Members["alice"].Acknowledged.Should().Be(2);
    }

    [Fact]
    public void Time_goes_on_by_itself_but_never_back()
    {
        _log.Clock = 300;
        _log.Tick();
        _log.State.Time.Should().Be(300);
        _log.Clock = 200;
        _log.Tick();
        _log.Submit("alice", Messages.ToAll(1, 500)).Should().Be(new SubmissionOutcome.Sequenced(301));
    }
}
