using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Replication;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Replication;

public sealed class ReplicationManagerPromotingSpec : ReplicationManagerKit
{
    [Fact]
    public void Opens_one_stage_after_the_other_and_is_active_only_when_the_last_is_open()
    {
        StartPromotion(41);
        Tell(new StageProtocol.Opened(41));
        Tell(new StageProtocol.Opened(41));
        Role.Should().Be(ReplicaRole.Promoting);
        Board.Current.Stages.Select(stage => stage.IsOpen).Should().Equal(true, true, false);
        Tell(new StageProtocol.Opened(41));

        Role.Should().Be(ReplicaRole.Active);
        Story.Should().Equal(
            ("write-pool", "open 41", false), ("synchronizers", "open 41", false), ("ledger-api", "open 41", false),
            ("write-pool", "all open 41", true), ("synchronizers", "all open 41", true), ("ledger-api", "all open 41", true));
    }

    [Fact]
    public void Closes_from_the_outside_inward_when_the_lock_is_lost()
    {
        StartPromotion(41);
        Tell(new StageProtocol.Opened(41));
        Tell(new LockProtocol.Lost(41, "gone"));
        Role.Should().Be(ReplicaRole.Demoting);
        Tell(new StageProtocol.Opened(41));
        CloseAll(41);

        Story.Skip(2).Should().Equal(("ledger-api", "close 41", false), ("synchronizers", "close 41", false), ("write-pool", "close 41", false));
        ExpectToLock(new LockProtocol.Release(41), LockProtocol.Contend.Instance);
    }

    [Fact]
    public void Ignores_the_loss_of_an_earlier_term()
    {
        StartPromotion(41);
        Tell(new LockProtocol.Lost(40, "released on request"));

        Role.Should().Be(ReplicaRole.Promoting);
    }

    [Fact]
    public void Gives_the_lock_back_and_rests_when_a_stage_fails_to_open()
    {
        StartPromotion(41);
        Tell(new StageProtocol.Failed(41, "too many connections"));
        Role.Should().Be(ReplicaRole.Demoting);
        Board.Current.Why.Should().Be("too many connections");
        CloseAll(41);

        Role.Should().Be(ReplicaRole.Passive);
        ExpectToLock(new LockProtocol.Release(41));
    }

    [Fact]
    public void Does_not_take_for_a_failure_of_its_own_that_a_stage_fails_because_the_lock_is_lost()
    {
        StartPromotion(41);
        Held.Lose();
        Tell(new StageProtocol.Failed(41, "the operation was canceled"));
        Role.Should().Be(ReplicaRole.Promoting);
        Tell(new LockProtocol.Lost(41, "gone"));
        Board.Current.Why.Should().Be("gone");
        CloseAll(41);

        ExpectToLock(new LockProtocol.Release(41), LockProtocol.Contend.Instance);
    }

    [Fact]
    public void Gives_the_lock_back_and_rests_when_it_takes_too_long()
    {
        StartPromotion(41);
        Tell(new StageProtocol.Opened(41));
        Advance(Settings.TransitionTimeout - TimeSpan.FromMilliseconds(10));
        Role.Should().Be(ReplicaRole.Promoting);
        Advance(TimeSpan.FromMilliseconds(10));
        Role.Should().Be(ReplicaRole.Demoting);
        Board.Current.Why.Should().Be("its promotion took too long");
        CloseAll(41);

        ExpectToLock(new LockProtocol.Release(41));
    }

    [Fact]
    public void Is_not_limited_any_more_once_it_is_active()
    {
        StartActive(41);
        Advance(Settings.TransitionTimeout * 2);

        Role.Should().Be(ReplicaRole.Active);
    }

    [Fact]
    public void Refuses_to_hand_over()
    {
        StartPromotion(41);
        SeeOthers("participant2");

        ExpectRefusal(new ReplicationProtocol.SetPassive("maintenance"), RefusalReason.InTransition, "cannot hand over: it is just being promoted.");
        Role.Should().Be(ReplicaRole.Promoting);
    }

    [Fact]
    public void Hands_over_when_the_node_is_to_stop()
    {
        StartPromotion(41);
        SeeOthers("participant2");
        Tell(new ReplicationProtocol.Retire("SIGTERM"));
        CloseAll(41);
        Role.Should().Be(ReplicaRole.StandingBack);
        See(TermOf("participant2", 42), "participant2");

        ExpectMsg<ReplicationProtocol.HandedOver>().Should().BeEquivalentTo(new { Successor = "participant2", Term = 42 });
        Lock.ExpectMsg<LockProtocol.Release>().Term.Should().Be(41);
        Lock.ExpectMsg<Support.ProbeChild.Stopped>();
    }

    [Fact]
    public void Rests_longer_after_each_failure_in_a_row_and_as_before_once_it_was_active_for_long()
    {
        StartPromotion(1);
        foreach (var (term, rest) in ((long, double)[])[(1, 0.5), (2, 1), (3, 2), (4, 4), (5, 4)])
            FailAndExpectRest(term, TimeSpan.FromSeconds(rest));
        OpenAll(6);
        Forget();
        FailAndExpectRest(6, TimeSpan.FromSeconds(4));
        OpenAll(7);
        Forget();
        Advance(Settings.RestMax);

        FailAndExpectRest(7, TimeSpan.FromSeconds(0.5));
    }

    [Theory]
    [InlineData(10, 0, 1)]
    [InlineData(10, 20, 2)]
    public void Rests_until_one_of_lower_priority_has_surely_tried(int own, int second, int yields)
    {
        Policy = FailoverPolicy.None with { Priorities = FailoverPolicy.None.Priorities.Add("participant1", own).Add("participant2", second) };
        StartPromotion(1);
        SeeOthers("participant2", "participant3");
        Forget();

        FailAndExpectRest(1, (Settings.Connection.YieldTimeout * yields) + (Settings.Connection.PassiveCheckMax * 2));
    }

    private void FailAndExpectRest(long term, TimeSpan rest)
    {
        Tell(new StageProtocol.Failed(term, "too many connections"));
        CloseAll(term);
        ExpectToLock(new LockProtocol.Release(term));
        AdvanceUntil(() => Lock.HasMessages).Should().BeGreaterOrEqualTo(rest).And.BeLessOrEqualTo((rest * 1.2) + TimeSpan.FromMilliseconds(10));
        ExpectToLock(LockProtocol.Contend.Instance);
        Acquire(term + 1);
    }
}
