using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Replication;

public sealed class ReplicationManagerStandingBackSpec : ReplicationManagerKit
{
    [Fact]
    public void Answers_with_the_successor_that_passed_the_barrier_and_contends_again()
    {
        StartStandingBack(41);
        See(TermOf("participant2", 43), "participant2");

        var answer = ExpectMsg<ReplicationProtocol.HandedOver>();
        answer.Should().BeEquivalentTo(new { Successor = "participant2", Term = 43 });
        answer.Gap.Should().BeGreaterOrEqualTo(TimeSpan.Zero).And.BeLessThan(TimeSpan.FromSeconds(10));
        Role.Should().Be(ReplicaRole.Passive);
        ExpectToLock(LockProtocol.Contend.Instance);
        Heard(Events).OfType<ReplicaEvent.HandedOver>().Should().ContainSingle().Which.Should().BeEquivalentTo(new { Term = 41, Successor = "participant2", SuccessorTerm = 43 });
    }

    [Fact]
    public void Does_not_take_a_holder_of_the_lock_for_a_successor_before_it_has_passed_the_barrier()
    {
        StartStandingBack(41);
        See(TermOf("participant1", 41), "participant2");
        See(TermOf("participant2", 40), "participant2");

        Role.Should().Be(ReplicaRole.StandingBack);
        ExpectNoAnswer();
        ExpectToLock();
    }

    [Fact]
    public void Contends_again_and_says_so_when_nobody_took_over_in_time()
    {
        StartStandingBack(41);
        Advance(Settings.SetPassiveTimeout - TimeSpan.FromMilliseconds(10));
        ExpectNoAnswer();
        Advance(TimeSpan.FromMilliseconds(10));

        ExpectNoAnswer();
        ExpectToLock(LockProtocol.Contend.Instance);
        Role.Should().Be(ReplicaRole.Passive);
        Acquire(42);
        ExpectNoAnswer();
        OpenAll(42);
        ExpectMsg<ReplicationProtocol.NobodyTookOver>().Should().Match<ReplicationProtocol.NobodyTookOver>(
            answer => answer.After < TimeSpan.FromSeconds(10) && answer.Since == "it is active again");
    }

    [Fact]
    public void Does_not_wait_when_the_others_have_gone()
    {
        StartStandingBack(41);
        SeeOthers();

        ExpectToLock(LockProtocol.Contend.Instance);
    }

    [Fact]
    public void Does_not_even_begin_to_wait_when_the_others_went_during_the_drain()
    {
        StartActive(41);
        SeeOthers("participant2");
        Tell(new ReplicationProtocol.SetPassive("maintenance"));
        SeeOthers();
        CloseAll(41);

        ExpectToLock(new LockProtocol.Release(41), LockProtocol.Contend.Instance);
    }

    [Fact]
    public void Goes_on_waiting_when_it_cannot_know_who_is_there()
    {
        StartStandingBack(41);
        Tell(new RosterProtocol.Seen(Roster.Unknown));
        Role.Should().Be(ReplicaRole.StandingBack);
        ExpectNoAnswer();
        See(TermOf("participant2", 42), "participant2");

        ExpectMsg<ReplicationProtocol.HandedOver>().Term.Should().Be(42);
    }

    [Fact]
    public void Refuses_another_hand_over_and_ignores_the_word_of_its_own_release()
    {
        StartStandingBack(41);
        Tell(new LockProtocol.Lost(41, "released on request"));

        ExpectRefusal(new ReplicationProtocol.SetPassive("again"), RefusalReason.InTransition, "cannot hand over: it is just handing over.");
        Role.Should().Be(ReplicaRole.StandingBack);
    }

    [Fact]
    public void Answers_everybody_and_does_not_contend_again_when_the_node_is_to_stop_meanwhile()
    {
        StartStandingBack(41);
        Tell(new ReplicationProtocol.Retire("SIGTERM"));
        See(TermOf("participant2", 42), "participant2");

        ExpectMsg<ReplicationProtocol.HandedOver>();
        ExpectMsg<ReplicationProtocol.HandedOver>();
        Heard(Lock).Should().Equal(new ProbeChild.Stopped());
        Board.Current.IsReady.Should().BeFalse();
    }

    [Fact]
    public void Does_not_hear_a_deadline_that_has_been_met()
    {
        StartStandingBack(41);
        See(TermOf("participant2", 42), "participant2");
        ExpectMsg<ReplicationProtocol.HandedOver>();
        Acquire(43);
        OpenAll(43);
        Advance(Settings.SetPassiveTimeout);

        Board.Current.IsActive.Should().BeTrue();
        ExpectNoAnswer();
    }
}
