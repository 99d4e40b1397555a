using Akka.TestKit;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Synchronizers;

public sealed class SynchronizerConnectionSpec : NodeKit
{
    private static readonly SequencerLinkException s_refused = new("127.0.0.1:5018 refuses");

    private readonly FakeLines _lines = new();
    private readonly TestProbe _events;

    public SynchronizerConnectionSpec()
    {
        _events = new TestProbe(Sys, Assertions);
        Sys.EventStream.Subscribe(_events.Ref, typeof(ReplicaEvent));
    }

    private Manner Attempts => _lines.Connecting("da");

    private FakeLine Line => _lines.Latest("da");

    [Fact]
    public void Is_connected_when_something_is_heard()
    {
        Attempts.Hang();
        Begin();
        HeardNothing();

        Attempts.Answer();

        Heard<ConnectionProtocol.Connected>().Should().Be(new ConnectionProtocol.Connected("da", "da::1220"));
        Said().Should().Equal("Connecting: it is wanted", "Connected: da::1220 at 127.0.0.1:5018");
    }

    [Fact]
    public void Tries_again_with_growing_pauses_and_says_once_what_is_in_the_way()
    {
        Attempts.Fail(s_refused);
        Begin();
        Advance(10.Seconds());

        Attempts.Asked.Should().BeInRange(6, 9, "0.1, 0.2, 0.4, 0.8, 1.6, 2, 2 … seconds and up to a fifth");
        Heard(Parent).Should().AllBeEquivalentTo(new ConnectionProtocol.NotConnected("da", s_refused.Message));
        Said().Should().Equal("Connecting: it is wanted", "Connecting: 127.0.0.1:5018 refuses");

        Attempts.Answer();
        Advance(3.Seconds());
        Heard<ConnectionProtocol.Connected>();
    }

    [Fact]
    public void Somebody_in_a_hurry_does_not_wait_for_the_pause()
    {
        Attempts.Fail(s_refused);
        Begin();
        Advance(5.Seconds());
        var before = Attempts.Asked;

        Tell(ConnectionProtocol.Hurry.Instance);

        Attempts.Asked.Should().Be(before + 1);
    }

    [Fact]
    public void Looks_at_once_for_another_replica_when_the_connection_is_lost()
    {
        Begin();
        Heard<ConnectionProtocol.Connected>();
        Advance(1.Seconds());

        Line.Lose(new SequencerLinkException("nothing was heard for 2 s"));

        Heard<ConnectionProtocol.NotConnected>().Why.Should().Be("nothing was heard for 2 s");
        Heard<ConnectionProtocol.Connected>();
        Said().Should().Equal(
            "Connecting: it is wanted", "Connected: da::1220 at 127.0.0.1:5018", "Connecting: nothing was heard for 2 s", "Connected: da::1220 at 127.0.0.1:5018");
    }

    [Fact]
    public void Rests_for_longer_and_longer_when_connections_do_not_last()
    {
        Begin();
        Line.Lose(new SequencerLinkException("it has ended"));
        Attempts.Asked.Should().Be(1);
        Advance(130.Milliseconds());
        Attempts.Asked.Should().Be(2);

        Line.Lose(new SequencerLinkException("it has ended"));
        Advance(130.Milliseconds());
        Attempts.Asked.Should().Be(2);
        Advance(130.Milliseconds());
        Attempts.Asked.Should().Be(3);
    }

    [Fact]
    public void Fails_when_another_replica_of_this_participant_leads()
    {
        Begin();
        Heard<ConnectionProtocol.Connected>();

        Line.Lose(new StaleTermException("It has heard from term 8."));

        Heard<ChildFailed>().Cause.Should().BeOfType<StaleTermException>().Which.Message.Should().Be("da: It has heard from term 8.");
        Line.IsEnded.Should().BeTrue();
    }

    [Fact]
    public void Ends_the_line_and_stops_when_it_is_told_to()
    {
        Begin();
        Tell(new ConnectionProtocol.Disconnect("it is not wanted any more"));

        Line.IsEnded.Should().BeTrue();
        Said().Should().EndWith("Disconnected: it is not wanted any more");
    }

    [Fact]
    public void What_connects_after_the_end_is_of_no_consequence()
    {
        Attempts.Hang();
        Begin();
        Tell(new ConnectionProtocol.Disconnect("it is not wanted any more"));

        Attempts.Answer();
        Advance(10.Seconds());

        HeardNothing();
        Attempts.Asked.Should().Be(1);
    }

    [Fact]
    public void Ends_the_line_when_it_is_stopped()
    {
        Begin();
        Stop();

        Line.IsEnded.Should().BeTrue();
        Said().Should().EndWith("Disconnected: this replica gives up its term");
    }

    private void Begin()
    {
        var line = _lines.Open(Synchronizer.At("da", 5018), SynchronizerExpectation.Any);
        Start(SynchronizerConnection.Props("da", line, RetryPauses.Of(Line.Settings, Synchronizer.Client), new ReplicaTerm("participant1", 7)));
    }

    private IEnumerable<string> Said() => Heard(_events).Cast<ReplicaEvent.SynchronizerChanged>().Select(fact => $"{fact.Phase}: {fact.Why}");
}
