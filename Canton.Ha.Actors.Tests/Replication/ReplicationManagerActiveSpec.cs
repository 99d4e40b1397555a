using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Replication;

public sealed class ReplicationManagerActiveSpec : ReplicationManagerKit
{
    [Fact]
    public void Closes_without_a_drain_when_the_lock_is_lost_and_contends_again_at_once()
    {
        StartActive(41);
        SeeOthers("participant2");
        Forget();
        Tell(new LockProtocol.Lost(41, "gone"));
        CloseAll(41);

        Story.Should().Equal(("ledger-api", "close 41", false), ("synchronizers", "close 41", false), ("write-pool", "close 41", false));
        ExpectToLock(new LockProtocol.Release(41), LockProtocol.Contend.Instance);
        Role.Should().Be(ReplicaRole.Passive);
    }

    [Fact]
    public void Is_not_called_active_any_more_when_the_token_fires_or_the_proof_is_too_old()
    {
        StartActive(41);
        Board.Current.IsActive.Should().BeTrue();
        Time.Advance(TimeSpan.FromMinutes(10));
        Board.Current.IsActive.Should().BeFalse();
        Held.Lose();

        Board.Current.IsActive.Should().BeFalse();
        Role.Should().Be(ReplicaRole.Active);
    }

    [Fact]
    public void Ignores_the_loss_of_an_earlier_term()
    {
        StartActive(41);
        Tell(new LockProtocol.Lost(40, "released on request"));

        Board.Current.IsActive.Should().BeTrue();
    }

    [Fact]
    public void Says_the_loss_and_the_new_role_on_the_event_stream()
    {
        StartActive(41);
        Forget();
        Tell(new LockProtocol.Lost(41, "gone"));

        var said = Heard(Events);
        said[0].Should().BeOfType<ReplicaEvent.LockLost>().Which.Should().BeEquivalentTo(new { Replica = "participant1", Term = 41, Why = "gone" });
        said[1].Should().BeOfType<ReplicaEvent.RoleChanged>().Which.Should().BeEquivalentTo(new { Term = 41, Role = ReplicaRole.Demoting, Why = "gone" });
    }

    [Fact]
    public void Stays_active_when_nobody_is_there_to_take_over()
    {
        StartActive(41);
        SeeOthers();

        ExpectRefusal(new ReplicationProtocol.SetPassive("maintenance"), RefusalReason.NoOtherReplica, "stays active: no other replica is there to take over.");
        Board.Current.IsActive.Should().BeTrue();
    }

    [Fact]
    public void Stays_active_when_it_cannot_know_who_is_there()
    {
        StartActive(41);
        SeeOthers("participant2");
        Tell(new RosterProtocol.Seen(Roster.Unknown));

        ExpectRefusal(new ReplicationProtocol.SetPassive("maintenance"), RefusalReason.NoOtherReplica, "stays active: it cannot see whether another replica is there to take over.");
    }

    [Fact]
    public void Hands_over_with_a_drain_when_another_replica_is_there()
    {
        StartActive(41);
        SeeOthers("participant2");
        Forget();
        Tell(new ReplicationProtocol.SetPassive("maintenance"));
        CloseAll(41);

        Story.Should().Equal(
            ("ledger-api", "close 41 within 2 s", false), ("synchronizers", "close 41 within 2 s", false), ("write-pool", "close 41 within 2 s", false));
        Role.Should().Be(ReplicaRole.StandingBack);
        ExpectToLock(new LockProtocol.Release(41));
        ExpectNoAnswer();
    }

    [Fact]
    public void Rests_when_a_stage_cannot_stay_open()
    {
        StartActive(41);
        Forget();
        Tell(new StageProtocol.Failed(41, "port in use"));
        CloseAll(41);

        Story.Should().OnlyContain(heard => heard.Heard == "close 41");
        Role.Should().Be(ReplicaRole.Passive);
        ExpectToLock(new LockProtocol.Release(41));
    }

    [Fact]
    public void Waits_for_the_word_of_the_loss_when_a_stage_fails_because_of_it()
    {
        StartActive(41);
        Held.Lose();
        Tell(new StageProtocol.Failed(41, "the operation was canceled"));
        Role.Should().Be(ReplicaRole.Active);
        Tell(new LockProtocol.Lost(41, "gone"));

        Role.Should().Be(ReplicaRole.Demoting);
        Board.Current.Why.Should().Be("gone");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Closes_with_a_drain_when_the_node_is_to_stop_and_does_not_contend_again(bool isAnybodyThere)
    {
        StartActive(41);
        SeeOthers(isAnybodyThere ? ["participant2"] : []);
        Forget();
        Tell(new ReplicationProtocol.Retire("SIGTERM"));
        CloseAll(41);
        if (isAnybodyThere)
            See(TermOf("participant2", 42), "participant2");

        Story.Should().OnlyContain(heard => heard.Heard == "close 41 within 2 s" && !heard.WasActive).And.HaveCount(3);
        Heard(Lock).Should().Equal(new LockProtocol.Release(41), new ProbeChild.Stopped());
        ExpectMsg<object>().Should().BeOfType(isAnybodyThere ? typeof(ReplicationProtocol.HandedOver) : typeof(ReplicationProtocol.NobodyTookOver));
        Role.Should().Be(ReplicaRole.Passive);
    }

    [Fact]
    public void A_crash_of_a_stage_ends_the_role_at_once_and_the_whole_branch()
    {
        StartActive(41);
        Forget();
        Stages[1].Reply(new ProbeChild.Crash(new InvalidOperationException("broken")));

        Heard<ChildFailed>().Cause.Message.Should().Be("broken");
        Heard(Events).Should().ContainSingle().Which.Should().BeOfType<ReplicaEvent.RoleChanged>().Which.Role.Should().Be(ReplicaRole.Demoting);
        Stages.Append(Lock).Append(Presence).Should().OnlyContain(probe => Heard(probe).SequenceEqual(new object[] { new ProbeChild.Stopped() }));
        Board.Current.Should().Match<ReplicaStatus>(status => status.Role == ReplicaRole.Passive && status.Held == null && !status.IsReady);
    }

    [Fact]
    public void A_crash_of_the_lock_holder_ends_the_whole_branch()
    {
        StartActive(41);
        Lock.Reply(new ProbeChild.Crash(new StorageRefusedException("another system identifier")));

        Heard<ChildFailed>().Cause.Should().BeOfType<StorageRefusedException>();
        Board.Current.IsActive.Should().BeFalse();
    }
}
