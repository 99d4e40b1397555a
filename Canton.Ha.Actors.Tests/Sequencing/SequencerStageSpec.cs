using Akka.Event;
using Akka.TestKit;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Sequencing;

public sealed class SequencerStageSpec : NodeKit
{
    private readonly FakeSequencers _sequencers = new();
    private readonly FakeTerm _held;

    public SequencerStageSpec() => _held = new FakeTerm(7, new SessionId(1, 1), Time);

    [Fact]
    public void Answers_closed_when_nothing_was_open()
    {
        Start(Stage);
        Tell(new StageProtocol.Close(3, TimeSpan.Zero));

        Heard<StageProtocol.Closed>().Term.Should().Be(3);
    }

    [Fact]
    public void Is_open_when_members_are_served_and_not_before()
    {
        _sequencers.Opening.Hang();
        Open();
        HeardNothing();

        _sequencers.Opening.Answer();

        Heard<StageProtocol.Opened>().Term.Should().Be(7);
        Tell(new StageProtocol.AllOpen(7));
        HeardNothing();
    }

    [Fact]
    public void Says_why_it_could_not_open()
    {
        _sequencers.Opening.Fail(new IOException("the port is in use"));
        Open();

        Heard<StageProtocol.Failed>().Should().Be(new StageProtocol.Failed(7, "the port is in use"));
        Tell(new StageProtocol.Close(7, TimeSpan.Zero));
        Heard<StageProtocol.Closed>();
    }

    [Fact]
    public void Lets_time_go_on_and_prunes_as_long_as_it_is_open()
    {
        OpenFully();
        Advance(1.Seconds());
        _sequencers.Latest.Ticks.Should().BeInRange(9, 10);
        _sequencers.Latest.Prunings.Should().Be(1);

        Tell(new StageProtocol.Close(7, TimeSpan.Zero));
        var ticks = _sequencers.Latest.Ticks;
        Advance(5.Seconds());

        _sequencers.Latest.Ticks.Should().Be(ticks);
    }

    [Fact]
    public void Warns_once_of_a_member_for_which_too_much_is_kept()
    {
        var log = new TestProbe(Sys, Assertions);
        Sys.EventStream.SetLogLevel(LogLevel.WarningLevel);
        Sys.EventStream.Subscribe(log.Ref, typeof(Warning));
        OpenFully();
        _sequencers.Latest.Laggards = ["bob"];

        Advance(3.Seconds());
        Heard(log).Cast<Warning>().Should().ContainSingle().Which.Message.ToString().Should().StartWith("The member bob has not acknowledged");

        _sequencers.Latest.Laggards = [];
        Advance(1.Seconds());
        _sequencers.Latest.Laggards = ["bob"];
        Advance(1.Seconds());
        Heard(log).Should().ContainSingle();
    }

    [Fact]
    public void Fails_when_nobody_can_be_served_any_more()
    {
        OpenFully();
        _sequencers.Latest.Fail("the connection is gone");

        Heard<StageProtocol.Failed>().Why.Should().Be("The sequencer has ended: the connection is gone");
        Tell(new StageProtocol.Close(7, TimeSpan.Zero));
        Heard<StageProtocol.Closed>().Term.Should().Be(7);
        _sequencers.Latest.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Is_closed_when_everybody_inside_has_been_served()
    {
        OpenFully();
        _sequencers.Draining.Hang();
        Tell(new StageProtocol.Close(7, 2.Seconds()));
        _sequencers.Latest.Drained.Should().Be(2.Seconds());
        HeardNothing();

        _sequencers.Draining.Answer();

        Heard<StageProtocol.Closed>().Term.Should().Be(7);
        _sequencers.Latest.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Crashes_when_it_cannot_close()
    {
        OpenFully();
        _sequencers.Draining.Fail(new IOException("stuck"));
        Tell(new StageProtocol.Close(7, TimeSpan.Zero));

        Heard<ChildFailed>().Cause.Message.Should().Be("The sequencer of term 7 could not be ended: stuck");
    }

    [Fact]
    public void Ends_what_opens_after_it_was_told_to_close()
    {
        _sequencers.Opening.Delay();
        Open();
        Tell(new StageProtocol.Close(7, TimeSpan.Zero));
        HeardNothing();

        _sequencers.Opening.Answer();

        Heard<StageProtocol.Closed>().Term.Should().Be(7);
        _sequencers.Latest.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Ends_what_is_open_or_opens_when_it_is_stopped()
    {
        OpenFully();
        Stop();
        _sequencers.Latest.IsDisposed.Should().BeTrue();

        _sequencers.Opening.Delay();
        Open();
        Stop();
        _sequencers.Opening.Answer();
        _sequencers.Opened.Should().HaveCount(2).And.OnlyContain(serving => serving.IsDisposed);
    }

    [Fact]
    public void Opens_again_in_a_later_term()
    {
        OpenFully();
        Tell(new StageProtocol.Close(7, TimeSpan.Zero));
        Heard<StageProtocol.Closed>();

        Tell(new StageProtocol.Open(new FakeTerm(9, new SessionId(1, 2), Time).Term));

        Heard<StageProtocol.Opened>().Term.Should().Be(9);
    }

    private Akka.Actor.Props Stage => SequencerStage.Props(SequencingRules.Default, _sequencers);

    private void Open()
    {
        Start(Stage);
        Tell(new StageProtocol.Open(_held.Term));
    }

    private void OpenFully()
    {
        Open();
        Heard<StageProtocol.Opened>();
    }
}
