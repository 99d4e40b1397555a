using Akka.Actor;
using Akka.TestKit.TestActors;
using FluentAssertions;
using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Tests;

public class TestProbeSpec : Xunit2.TestKit
{
    [Fact]
    public void A_probe_sends_answers_and_forwards()
    {
        var one = CreateTestProbe("one");
        var two = CreateTestProbe();
        one.Send(two, "question");
        two.ExpectMsg("question");
        two.Sender.Should().Be(one.Ref);
        two.Reply("answer");
        one.ExpectMsgFrom(two.Ref, "answer");
        one.Forward(two, "other");
        two.ExpectMsg("other");
        two.LastSender.Should().Be(two.Ref);
        one.Ref.Path.Name.Should().Be("one");
    }

    [Fact]
    public void A_probe_stands_for_its_actor()
    {
        var probe = CreateTestProbe();
        IActorRef reference = probe;
        reference.Tell("x");
        probe.ExpectMsg("x");
        probe.Equals(probe.Ref).Should().BeTrue();
    }

    [Fact]
    public void A_probe_sees_the_end_of_what_it_watches()
    {
        var probe = CreateTestProbe();
        var watched = ActorOf<BlackHoleActor>();
        var other = ActorOf<BlackHoleActor>();
        probe.Watch(watched).Should().Be(watched);
        probe.Watch(other);
        probe.Unwatch(other);
        Sys.Stop(other);
        Sys.Stop(watched);
        probe.ExpectTerminated(watched).ExistenceConfirmed.Should().BeTrue();
        probe.ExpectNoMsg(50);
    }

    [Fact]
    public async Task A_probe_is_a_parent()
    {
        var probe = CreateTestProbe();
        var child = await probe.ChildActorOfAsync(Props.Create(() => new Reporter()), "child");
        child.Path.Parent.Should().Be(probe.Ref.Path);
        child.Tell("x");
        probe.ExpectMsgFrom(child, "to parent: x");
        probe.ChildActorOf<Reporter>().Path.Parent.Should().Be(probe.Ref.Path);
    }

    [Fact]
    public async Task A_child_of_a_probe_is_restarted_when_it_fails()
    {
        var probe = CreateTestProbe();
        var child = await probe.ChildActorOfAsync(Props.Create(() => new Reporter()), "child");
        await EventFilter.Exception<InvalidOperationException>("told to fail").ExpectOneAsync(() =>
        {
            child.Tell(new InvalidOperationException("told to fail"));
            return Task.CompletedTask;
        });
        probe.ExpectMsgFrom(child, "restarted");
    }

    [Fact]
    public void An_auto_pilot_answers_until_it_ends()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"auto {message}", ActorRefs.NoSender);
            return message is "last" ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));
        probe.Ref.Tell("first");
        probe.Ref.Tell("last");
        probe.Ref.Tell("silent");
        ExpectMsg("auto first");
        ExpectMsg("auto last");
        ExpectNoMsg(50);
        probe.ReceiveN(3).Should().Equal("first", "last", "silent");
    }

    [Fact]
    public void A_terminated_actor_is_not_taken_for_another()
    {
        var watched = ActorOf<BlackHoleActor>();
        var other = ActorOf<BlackHoleActor>();
        Watch(watched);
        Sys.Stop(watched);
        this.Invoking(t => t.ExpectTerminated(other)).Should().Throw<XunitException>();
    }

    private sealed class Reporter : ReceiveActor
    {
        public Reporter()
        {
            Receive<string>(text => Context.Parent.Tell($"to parent: {text}"));
            Receive<Exception>(exception => throw exception);
        }

        protected override void PostRestart(Exception reason) => Context.Parent.Tell("restarted");
    }
}
