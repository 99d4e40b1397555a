using Akka.Event;
using Akka.TestKit;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Replication;

/// <summary>A paused failover, and a successor with a name.</summary>
public sealed class ReplicationManagerPolicySpec : ReplicationManagerKit
{
    private static readonly FailoverPause s_pause = new("ops", "maintenance", DateTimeOffset.UnixEpoch);
    private static readonly FailoverPolicy s_paused = FailoverPolicy.None with { Pause = s_pause };

    private readonly TestProbe _warnings;

    public ReplicationManagerPolicySpec()
    {
        Sys.EventStream.SetLogLevel(LogLevel.WarningLevel);
        _warnings = new TestProbe(Sys, Assertions);
        Sys.EventStream.Subscribe(_warnings.Ref, typeof(Warning));
    }

    [Fact]
    public void Tells_a_change_of_the_policy_once()
    {
        StartManager();
        Policy = s_paused;
        SeeOthers("participant2");
        SeeOthers("participant2");

        Heard(Events).OfType<ReplicaEvent.PolicyChanged>().Should().ContainSingle().Which.Policy.Should().Be(s_paused);
        Board.Current.Policy.Should().Be(s_paused);
    }

    [Fact]
    public void Keeps_to_the_policy_seen_last_while_it_cannot_be_read()
    {
        StartManager();
        Policy = s_paused;
        SeeOthers("participant2");
        Tell(new RosterProtocol.Seen(Roster.Unknown));
        SeeOthers("participant2");

        Board.Current.Policy.Should().Be(s_paused);
        Heard(Events).OfType<ReplicaEvent.PolicyChanged>().Should().ContainSingle();
    }

    [Fact]
    public void Warns_when_a_pause_begins_and_again_as_long_as_it_lasts()
    {
        StartManager();
        Policy = s_paused;
        SeeOthers("participant2");
        Warnings().Should().Equal("No replica takes over by itself: automatic failover is paused by ops since 1970-01-01T00:00:00Z: maintenance.");
        Advance(Settings.PauseReminderPeriod * 3);
        Warnings().Should().HaveCount(3);
        Policy = FailoverPolicy.None;
        SeeOthers("participant2");
        Advance(Settings.PauseReminderPeriod * 3);

        Warnings().Should().BeEmpty();
        Heard(Events).OfType<ReplicaEvent.PolicyChanged>().Last().Policy.Should().Be(FailoverPolicy.None);
    }

    [Fact]
    public void Refuses_a_hand_over_to_anybody_during_a_pause_and_stays_active()
    {
        StartActive(41);
        Policy = s_paused;
        SeeOthers("participant2", "participant3");

        ExpectRefusal(
            new ReplicationProtocol.SetPassive("maintenance"), RefusalReason.NeedsSuccessor,
            "stays active: its successor must be named (participant2, participant3), because automatic failover is paused by ops since 1970-01-01T00:00:00Z: maintenance.");
        Board.Current.IsActive.Should().BeTrue();
    }

    [Theory]
    [InlineData("participant9")]
    [InlineData("participant1")]
    public void Refuses_a_successor_that_is_not_there_and_names_those_who_are(string to)
    {
        StartActive(41);
        SeeOthers("participant2", "participant3");

        ExpectRefusal(
            new ReplicationProtocol.SetPassive("maintenance", to), RefusalReason.UnknownSuccessor,
            $"stays active: {to} is not another replica that is there; there are participant2, participant3.");
        Board.Current.IsActive.Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hands_over_to_the_named_successor_also_during_a_pause(bool isPaused)
    {
        StartActive(41);
        Policy = isPaused ? s_paused : FailoverPolicy.None;
        SeeOthers("participant2", "participant3");
        Forget();
        Tell(new ReplicationProtocol.SetPassive("maintenance", "participant3"));
        CloseAll(41);

        ExpectToLock(new LockProtocol.Release(41, new Nomination("participant3", Settings.SetPassiveTimeout)));
        Board.Current.Why.Should().Be("it waits for participant3");
        See(TermOf("participant3", 42), "participant2", "participant3");
        ExpectMsg<ReplicationProtocol.HandedOver>().Successor.Should().Be("participant3");
    }

    [Fact]
    public void Contends_again_when_the_named_successor_goes_while_others_stay()
    {
        StartActive(41);
        SeeOthers("participant2", "participant3");
        Tell(new ReplicationProtocol.SetPassive("maintenance", "participant3"));
        CloseAll(41);
        Forget();
        SeeOthers("participant2");

        ExpectToLock(LockProtocol.Contend.Instance);
    }

    [Fact]
    public void Waits_on_when_the_successor_holds_the_lock_already_though_it_cannot_be_seen()
    {
        StartActive(41);
        SeeOthers("participant2", "participant3");
        Tell(new ReplicationProtocol.SetPassive("maintenance", "participant3"));
        CloseAll(41);
        See(newest: null, leader: "participant3", "participant2");

        Role.Should().Be(ReplicaRole.StandingBack);
        ExpectNoAnswer();
    }

    [Fact]
    public void Contends_again_when_the_named_successor_does_not_take_over_in_time()
    {
        StartActive(41);
        SeeOthers("participant2");
        Tell(new ReplicationProtocol.SetPassive("maintenance", "participant2"));
        CloseAll(41);
        Forget();
        Advance(Settings.SetPassiveTimeout);

        ExpectToLock(LockProtocol.Contend.Instance);
    }

    [Fact]
    public void Retires_in_good_order_during_a_pause_without_waiting_for_anybody()
    {
        StartActive(41);
        Policy = s_paused;
        SeeOthers("participant2");
        Forget();
        Tell(new ReplicationProtocol.Retire("SIGTERM"));
        CloseAll(41);

        ExpectMsg<ReplicationProtocol.NobodyTookOver>();
        Heard(Lock).Should().Equal(new LockProtocol.Release(41), new ProbeChild.Stopped());
        Heard(Events).OfType<ReplicaEvent.RoleChanged>().Select(change => change.Why).Should()
            .Contain("it waits for nobody: automatic failover is paused by ops since 1970-01-01T00:00:00Z: maintenance");
        Story.Select(step => step.Heard).Should().OnlyContain(heard => heard == $"close 41 within {Settings.DrainTimeout.TotalSeconds} s");
    }

    private IReadOnlyList<string> Warnings() => [.. Heard(_warnings).OfType<Warning>().Select(warning => $"{warning.Message}")];
}
