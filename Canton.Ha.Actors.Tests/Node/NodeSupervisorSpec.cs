using Akka.TestKit;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Node;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Node;

public sealed class NodeSupervisorSpec : NodeKit
{
    private readonly TestProbe _branch;
    private readonly TestProbe _events;

    public NodeSupervisorSpec()
    {
        _branch = new TestProbe(Sys, Assertions);
        _events = new TestProbe(Sys, Assertions);
        Sys.EventStream.Subscribe(_events.Ref, typeof(ReplicaEvent));
        Start(NodeSupervisor.Props("participant1", Settings, ProbeChild.Props(_branch, _ => { })));
    }

    [Fact]
    public void Passes_on_to_its_branch_what_it_hears()
    {
        Tell(new ReplicationProtocol.SetPassive("maintenance"));

        _branch.ExpectMsg<ReplicationProtocol.SetPassive>().Why.Should().Be("maintenance");
    }

    [Fact]
    public void Builds_a_branch_that_failed_anew_after_a_pause()
    {
        Crash("broken");
        _events.ExpectMsg<ReplicaEvent.BranchFailed>().Should().BeEquivalentTo(new { Replica = "participant1", Why = "broken" });
        ExpectPause(TimeSpan.FromSeconds(0.5));

        IsRunning().Should().BeTrue();
    }

    [Fact]
    public void Pauses_longer_after_each_failure_in_a_row()
    {
        foreach (var pause in (double[])[0.5, 1, 2, 4, 4])
        {
            Crash("broken");
            ExpectPause(TimeSpan.FromSeconds(pause));
        }
    }

    [Fact]
    public void Pauses_as_little_as_at_first_once_a_branch_ran_for_long()
    {
        Crash("broken");
        ExpectPause(TimeSpan.FromSeconds(0.5));
        Crash("broken");
        ExpectPause(TimeSpan.FromSeconds(1));
        Advance(Settings.RestMax);
        Crash("broken");

        ExpectPause(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void Refuses_a_hand_over_while_it_pauses()
    {
        Crash("broken");
        Tell(new ReplicationProtocol.SetPassive("maintenance"));

        ExpectMsg<ReplicationProtocol.Refused>().Why.Should().Be("participant1 cannot hand over: it failed and is just being built anew.");
    }

    [Fact]
    public void Builds_nothing_anew_when_the_node_is_to_stop_while_it_pauses()
    {
        Crash("broken");
        Tell(new ReplicationProtocol.Retire("SIGTERM"));
        Advance(Settings.RestMax);

        ExpectMsg<ReplicationProtocol.Refused>().Why.Should().Be("participant1 has nothing to hand over: it has stopped.");
        IsRunning().Should().BeFalse();
        ExpectMsg<ReplicationProtocol.Refused>();
    }

    [Fact]
    public void Builds_nothing_anew_when_a_branch_fails_that_was_to_retire()
    {
        Tell(new ReplicationProtocol.Retire("SIGTERM"));
        _branch.ExpectMsg<ReplicationProtocol.Retire>();
        Advance(Settings.RestMax);
        Crash("broken");
        Advance(Settings.RestMax * 2);

        IsRunning().Should().BeFalse();
        ExpectMsg<ReplicationProtocol.Refused>();
        Tell(new ReplicationProtocol.Retire("SIGTERM"));
        ExpectMsg<ReplicationProtocol.Refused>();
    }

    [Fact]
    public void Stops_for_good_when_the_replica_must_not_run_with_this_storage()
    {
        Tell(new Knock());
        _branch.ExpectMsg<Knock>();
        _branch.Reply(new ProbeChild.Crash(new StorageRefusedException("another system identifier")));
        Advance(Settings.RestMax * 2);

        _events.ExpectMsg<ReplicaEvent.Refused>().Why.Should().Be("another system identifier");
        Heard(_branch).Should().Equal(new ProbeChild.Stopped());
        Heard(_events).Should().BeEmpty();
    }

    [Fact]
    public void Builds_a_branch_anew_that_stopped_by_itself()
    {
        Tell(new Knock());
        _branch.ExpectMsg<Knock>();
        _branch.Reply(new ProbeChild.Stop());

        _events.ExpectMsg<ReplicaEvent.BranchFailed>().Why.Should().Be("it stopped by itself");
        ExpectPause(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void Does_not_blame_an_earlier_crash_for_a_branch_that_stopped_by_itself()
    {
        Crash("broken");
        ExpectPause(TimeSpan.FromSeconds(0.5));
        Heard(_events);
        Tell(new Knock());
        _branch.ExpectMsg<Knock>();
        _branch.Reply(new ProbeChild.Stop());

        _events.ExpectMsg<ReplicaEvent.BranchFailed>().Why.Should().Be("it stopped by itself");
    }

    private void Crash(string why)
    {
        Tell(new Knock());
        _branch.ExpectMsg<Knock>();
        _branch.Reply(new ProbeChild.Crash(new InvalidOperationException(why)));
        _branch.ExpectMsg<ProbeChild.Stopped>();
    }

    private void ExpectPause(TimeSpan pause)
    {
        Advance(pause - TimeSpan.FromMilliseconds(10));
        Tell(new ReplicationProtocol.SetPassive("is it running?"));
        ExpectMsg<ReplicationProtocol.Refused>();
        Advance((pause / 5) + TimeSpan.FromMilliseconds(20));
        IsRunning().Should().BeTrue();
    }

    private bool IsRunning()
    {
        Tell(new ReplicationProtocol.SetPassive("is it running?"));
        return Heard(_branch).OfType<ReplicationProtocol.SetPassive>().Any();
    }

    private sealed record Knock;
}
