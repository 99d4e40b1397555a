using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Replication;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Replication;

/// <summary>Passive, and what is so in every state; the other states have files of their own.</summary>
public sealed class ReplicationManagerSpec : ReplicationManagerKit
{
    [Fact]
    public void Starts_passive_and_contends()
    {
        StartManager();

        Role.Should().Be(ReplicaRole.Passive);
        Story.Should().BeEmpty();
        ExpectToLock();
    }

    [Fact]
    public void Passive_opens_the_stage_next_to_the_database_when_it_has_the_lock()
    {
        StartPromotion(41);

        Role.Should().Be(ReplicaRole.Promoting);
        Story.Should().Equal(("write-pool", "open 41", false));
        Board.Current.Held.Should().BeSameAs(Held.Term);
    }

    [Fact]
    public void Passive_ignores_the_loss_of_an_earlier_term()
    {
        StartManager();
        Tell(new LockProtocol.Lost(40, "released on request"));

        Role.Should().Be(ReplicaRole.Passive);
        ExpectToLock();
    }

    [Fact]
    public void Passive_refuses_to_hand_over()
    {
        StartManager();

        ExpectRefusal(new ReplicationProtocol.SetPassive("maintenance"), RefusalReason.NotActive, "cannot hand over: it is not active.");
    }

    [Fact]
    public void Passive_retires_at_once_and_does_not_contend_again()
    {
        StartManager();
        ExpectRefusal(new ReplicationProtocol.Retire("SIGTERM"), RefusalReason.NotActive, "has nothing to hand over: it is not active.");

        Lock.ExpectMsg<Support.ProbeChild.Stopped>(TimeSpan.Zero);
        Presence.ExpectMsg<Support.ProbeChild.Stopped>(TimeSpan.Zero);
        Board.Current.IsReady.Should().BeFalse();
    }

    [Fact]
    public void Retired_refuses_everything_and_ignores_a_lock_that_came_too_late()
    {
        StartManager();
        Tell(new ReplicationProtocol.Retire("SIGTERM"));
        ExpectMsg<ReplicationProtocol.Refused>();
        Acquire(41);
        Tell(new LockProtocol.Lost(40, "released on request"));
        Tell(new LockProtocol.Hindered(null));
        SeeOthers("participant2");

        Role.Should().Be(ReplicaRole.Passive);
        Board.Current.IsReady.Should().BeFalse();
        Story.Should().BeEmpty();
        ExpectRefusal(new ReplicationProtocol.SetPassive("maintenance"), RefusalReason.HasStopped, "cannot hand over: it has stopped.");
        ExpectRefusal(new ReplicationProtocol.Retire("SIGTERM"), RefusalReason.HasStopped, "has nothing to hand over: it has stopped.");
    }

    [Fact]
    public void Shows_what_hinders_it_and_who_is_there()
    {
        StartManager();
        Tell(new LockProtocol.Hindered("connection refused"));
        Board.Current.IsReady.Should().BeFalse();
        Board.Current.Trouble.Should().Be("connection refused");
        SeeOthers("participant2");
        Tell(new LockProtocol.Hindered(null));

        Board.Current.IsReady.Should().BeTrue();
        Board.Current.Roster.Others("participant1").Should().ContainSingle();
    }

    [Fact]
    public void Could_take_over_only_when_it_is_in_the_roster_and_nothing_hinders_it()
    {
        StartManager();
        Board.Current.IsReady.Should().BeFalse();
        SeeOthers();
        Board.Current.IsReady.Should().BeTrue();
        Tell(new LockProtocol.Hindered("connection refused"));

        Board.Current.IsReady.Should().BeFalse();
    }

    [Fact]
    public void Says_a_change_of_the_roster_once()
    {
        StartManager();
        Forget();
        SeeOthers("participant2");
        SeeOthers("participant2");

        Heard(Events).Should().ContainSingle().Which.Should().BeOfType<ReplicaEvent.RosterChanged>();
    }

    [Fact]
    public void Keeps_the_number_of_its_last_term_when_it_is_passive_again()
    {
        StartDemotion(41);
        CloseAll(41);

        Board.Current.Term.Should().Be(41);
        Board.Current.Held.Should().BeNull();
    }

    [Fact]
    public void Holds_nothing_when_it_has_stopped()
    {
        StartActive(41);
        Stop();

        Board.Current.Should().BeEquivalentTo(
            new { Role = ReplicaRole.Passive, Held = (LockTerm?)null, IsActive = false, IsReady = false }, options => options.ExcludingMissingMembers());
        Board.Current.Stages.Should().OnlyContain(stage => !stage.IsOpen);
    }
}
