using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Replication;

public sealed class ReplicationManagerDemotingSpec : ReplicationManagerKit
{
    [Fact]
    public void Closes_the_next_stage_only_when_the_one_outside_it_is_closed()
    {
        StartActive(41);
        Forget();
        Tell(new LockProtocol.Lost(41, "gone"));
        Story.Select(heard => heard.Stage).Should().Equal("ledger-api");
        Tell(new StageProtocol.Closed(41));

        Story.Select(heard => heard.Stage).Should().Equal("ledger-api", "synchronizers");
        Board.Current.Stages.Select(stage => stage.IsOpen).Should().Equal(true, true, false);
        ExpectToLock();
    }

    [Fact]
    public void Ignores_what_stages_and_holder_say_too_late()
    {
        StartDemotion(41);
        Tell(new StageProtocol.Opened(41));
        Tell(new StageProtocol.Failed(41, "the operation was canceled"));
        Tell(new LockProtocol.Lost(41, "once more"));
        Tell(new LockProtocol.Lost(40, "released on request"));

        Role.Should().Be(ReplicaRole.Demoting);
        Board.Current.Why.Should().Be("gone");
        Story.Should().BeEmpty();
        Heard(Events).Should().BeEmpty();
    }

    [Fact]
    public void Refuses_to_hand_over()
    {
        StartDemotion(41);

        ExpectRefusal(new ReplicationProtocol.SetPassive("maintenance"), RefusalReason.InTransition, "cannot hand over: it is just being demoted.");
    }

    [Fact]
    public void Throws_when_it_takes_too_long()
    {
        StartDemotion(41);
        Tell(new StageProtocol.Closed(41));
        Advance(Settings.TransitionTimeout - TimeSpan.FromMilliseconds(10));
        HeardNothing();
        Advance(TimeSpan.FromMilliseconds(10));

        Heard<ChildFailed>().Cause.Should().BeOfType<TimeoutException>().Which.Message.Should().Be("the demotion took too long");
        Stages[0].ExpectMsg<ProbeChild.Stopped>();
    }

    [Fact]
    public void May_take_as_much_longer_as_it_drains_and_answers_when_it_fails()
    {
        StartActive(41);
        SeeOthers("participant2");
        Tell(new ReplicationProtocol.SetPassive("maintenance"));
        Advance(Settings.TransitionTimeout + Settings.DrainTimeout - TimeSpan.FromMilliseconds(10));
        HeardNothing();
        ExpectNoAnswer();
        Advance(TimeSpan.FromMilliseconds(10));

        Heard<ChildFailed>();
        ExpectMsg<ReplicationProtocol.Refused>().Why.Should().StartWith("participant1 failed while it handed over");
    }

    [Fact]
    public void Is_not_limited_by_what_was_left_of_the_promotion()
    {
        StartPromotion(41);
        Advance(Settings.TransitionTimeout - TimeSpan.FromSeconds(1));
        Tell(new LockProtocol.Lost(41, "gone"));
        Advance(Settings.TransitionTimeout - TimeSpan.FromSeconds(1));

        HeardNothing();
        Role.Should().Be(ReplicaRole.Demoting);
    }

    [Fact]
    public void Does_not_drain_what_is_left_to_close_when_the_node_is_to_stop()
    {
        StartDemotion(41);
        SeeOthers("participant2");
        Tell(new ReplicationProtocol.Retire("SIGTERM"));
        CloseAll(41);

        Story.Should().Equal(("synchronizers", "close 41", false), ("write-pool", "close 41", false));
        ExpectNoAnswer();
        See(TermOf("participant2", 42), "participant2");
        ExpectMsg<ReplicationProtocol.HandedOver>().Term.Should().Be(42);
        Heard(Lock).Should().Equal(new LockProtocol.Release(41), new ProbeChild.Stopped());
    }

    [Fact]
    public void Goes_on_to_hand_over_when_the_lock_is_lost_meanwhile()
    {
        StartActive(41);
        SeeOthers("participant2");
        Tell(new ReplicationProtocol.SetPassive("maintenance"));
        Tell(new LockProtocol.Lost(41, "gone"));
        CloseAll(41);
        Role.Should().Be(ReplicaRole.StandingBack);
        See(TermOf("participant2", 42), "participant2");

        ExpectMsg<ReplicationProtocol.HandedOver>().Successor.Should().Be("participant2");
    }
}
