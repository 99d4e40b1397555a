using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Replication;

/// <summary>Nobody took over in time, and this replica takes its role back.</summary>
public sealed class ReplicationManagerTakingBackSpec : ReplicationManagerKit
{
    [Fact]
    public void Answers_with_the_successor_when_that_one_was_late()
    {
        StartTakingBack(to: null);
        See(TermOf("participant2", 42), "participant2", "participant3");

        ExpectMsg<ReplicationProtocol.HandedOver>().Successor.Should().Be("participant2");
        Advance(Settings.TransitionTimeout);
        ExpectNoAnswer();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Says_who_leads_when_another_than_the_named_successor_took_over(bool isLate)
    {
        if (isLate)
            StartTakingBack("participant2");
        else
            StartHandover("participant2");
        Forget();
        See(TermOf("participant3", 42), "participant2", "participant3");

        ExpectMsg<ReplicationProtocol.SomebodyElseTookOver>().Should().Be(new ReplicationProtocol.SomebodyElseTookOver("participant3", 42, "participant2"));
        Role.Should().Be(ReplicaRole.Passive);
        Heard(Events).OfType<ReplicaEvent.HandedOver>().Should().BeEmpty();
    }

    [Fact]
    public void Waits_with_its_answer_no_longer_than_a_promotion_may_take()
    {
        StartTakingBack(to: null);
        Advance(Settings.TransitionTimeout - TimeSpan.FromMilliseconds(10));
        ExpectNoAnswer();
        Advance(TimeSpan.FromMilliseconds(10));

        ExpectMsg<ReplicationProtocol.NobodyTookOver>().Since.Should().Be("it is not active again yet");
        Acquire(42);
        OpenAll(42);
        ExpectNoAnswer();
    }

    [Fact]
    public void Answers_when_the_node_is_to_stop_while_it_contends()
    {
        StartTakingBack(to: null);
        Tell(new ReplicationProtocol.Retire("SIGTERM"));

        ReceiveBoth().Should().Contain(answer => answer is ReplicationProtocol.Refused)
            .And.Contain(answer => IsAboutToStop(answer));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Answers_everybody_when_the_node_is_to_stop_during_its_promotion(bool isSucceeded)
    {
        StartTakingBack(to: null);
        Acquire(42);
        Tell(new ReplicationProtocol.Retire("SIGTERM"));
        CloseAll(42);
        if (isSucceeded)
            See(TermOf("participant2", 43), "participant2");
        else
            SeeOthers();

        ReceiveBoth().Should().OnlyContain(answer => isSucceeded ? answer is ReplicationProtocol.HandedOver : answer is ReplicationProtocol.NobodyTookOver);
        Board.Current.IsReady.Should().BeFalse();
    }

    private static bool IsAboutToStop(object answer) => answer is ReplicationProtocol.NobodyTookOver { Since: "it is about to stop" };

    private object[] ReceiveBoth() => [ExpectMsg<object>(), ExpectMsg<object>()];

    private void StartHandover(string? to)
    {
        StartActive(41);
        SeeOthers("participant2", "participant3");
        Tell(new ReplicationProtocol.SetPassive("maintenance", to));
        CloseAll(41);
        Role.Should().Be(ReplicaRole.StandingBack);
    }

    private void StartTakingBack(string? to)
    {
        StartHandover(to);
        Advance(Settings.SetPassiveTimeout);
        Role.Should().Be(ReplicaRole.Passive);
        ExpectNoAnswer();
    }
}
