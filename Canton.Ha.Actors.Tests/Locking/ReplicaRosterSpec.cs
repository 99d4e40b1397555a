using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking;

public sealed class ReplicaRosterSpec : NodeKit
{
    private readonly FakePresenceSessions _sessions;
    private readonly FakePresenceSessions _others;

    public ReplicaRosterSpec()
    {
        _sessions = new FakePresenceSessions(Link);
        _others = new FakePresenceSessions(new FakeLink(Database, "participant2"));
    }

    private Props Actor => ReplicaRoster.Props(Settings, _sessions);

    [Fact]
    public void Joins_when_it_starts_and_says_who_is_there()
    {
        OtherJoins();
        Start(Actor);

        Heard<RosterProtocol.Seen>().Roster.Replicas.Select(entry => entry.Replica).Should().Equal("participant1", "participant2");
        HeardNothing();
    }

    [Fact]
    public void Reads_again_every_roster_period()
    {
        Join();
        Advance(Settings.RosterPeriod * 10);

        Heard(Parent).Should().HaveCount(10).And.AllBeOfType<RosterProtocol.Seen>();
    }

    [Fact]
    public void Reads_at_once_when_it_is_woken()
    {
        Join();
        OtherJoins();

        Heard<RosterProtocol.Seen>().Roster.Others("participant1").Should().ContainSingle();
        Advance(Settings.RosterPeriod);
        Heard<RosterProtocol.Seen>();
        HeardNothing();
    }

    [Fact]
    public void Reads_once_more_when_it_was_woken_while_it_read()
    {
        Join();
        _sessions.Reading.Delay();
        Advance(Settings.RosterPeriod);
        OtherJoins();
        _sessions.Latest.Wake();
        _sessions.Reading.Answer();

        Heard<RosterProtocol.Seen>().Roster.Others("participant1").Should().BeEmpty();
        Heard<RosterProtocol.Seen>().Roster.Others("participant1").Should().ContainSingle();
        HeardNothing();
    }

    [Fact]
    public void Knows_nobody_while_its_session_is_broken_and_joins_again()
    {
        Join();
        _sessions.Latest.Break("gone");
        Heard<RosterProtocol.Seen>().Roster.Should().BeSameAs(Roster.Unknown);
        _sessions.Latest.IsDisposed.Should().BeTrue();
        Advance(TimeSpan.FromMilliseconds(310));

        Heard<RosterProtocol.Seen>().Roster.Replicas.Should().ContainSingle();
        _sessions.Opened.Should().HaveCount(2);
    }

    [Fact]
    public void Leaves_when_a_reading_fails()
    {
        Join();
        _sessions.Reading.Fail(new IOException("no answer"));
        Advance(Settings.RosterPeriod);

        Heard<RosterProtocol.Seen>().Roster.Should().BeSameAs(Roster.Unknown);
        _sessions.Latest.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Leaves_when_a_reading_is_not_answered_before_the_server_would_end_the_session()
    {
        Join();
        _sessions.Reading.Hang();
        Advance(Settings.RosterPeriod + Settings.Connection.IdleSessionTimeout);

        Heard(Parent).OfType<RosterProtocol.Seen>().First().Roster.Should().BeSameAs(Roster.Unknown);
        _sessions.Opened[0].IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Ignores_a_reading_of_a_session_it_has_given_up()
    {
        Join();
        _sessions.Reading.Delay();
        Advance(Settings.RosterPeriod);
        _sessions.Latest.Break("gone");
        Heard<RosterProtocol.Seen>();
        _sessions.Reading.Answer();
        _sessions.Opened[0].SayLate(SessionSignal.Woken.Instance);

        HeardNothing();
    }

    [Fact]
    public void Tries_to_join_more_and_more_seldom()
    {
        _sessions.Opening.Fail(new IOException("connection refused"));
        Start(Actor);

        foreach (var (tries, quarters) in ((int, int)[])[(2, 1), (3, 2), (4, 3), (5, 4), (6, 4)])
            AdvanceUntil(() => _sessions.Opening.Asked == tries).Should()
                .BeGreaterOrEqualTo(Settings.RosterPeriod / 4 * quarters).And.BeLessOrEqualTo((Settings.RosterPeriod / 4 * quarters * 1.2) + TimeSpan.FromMilliseconds(10));
        Heard(Parent).OfType<RosterProtocol.Seen>().Should().OnlyContain(seen => seen.Roster == Roster.Unknown);
    }

    [Fact]
    public void Closes_a_session_that_opens_too_late()
    {
        _sessions.Opening.Hang();
        Start(Actor);
        Advance(Settings.Connection.ConnectionTimeout + TimeSpan.FromMilliseconds(310));
        _sessions.Opening.Answer();

        _sessions.Opened.Select(session => session.IsDisposed).Should().Equal(true, false);
        Heard(Parent).OfType<RosterProtocol.Seen>().Select(seen => seen.Roster.Replicas.Length).Should().Equal(0, 1);
    }

    [Fact]
    public void Closes_a_late_session_also_when_another_is_open_already()
    {
        _sessions.Opening.Hang();
        Start(Actor);
        Advance(Settings.Connection.ConnectionTimeout);
        var late = _sessions.Opening.Asked;
        _sessions.Opening.Answer();
        Advance(TimeSpan.FromMilliseconds(310));

        late.Should().Be(1);
        _sessions.Opened.Select(session => session.IsDisposed).Should().Equal(true, false);
        Heard(Parent).Should().HaveCount(2);
    }

    [Fact]
    public void Leaves_the_roster_when_it_stops()
    {
        Join();
        Stop();

        _sessions.Latest.IsDisposed.Should().BeTrue();
        Database.ReadRoster().Replicas.Should().BeEmpty();
    }

    [Fact]
    public void Closes_a_session_that_opens_after_it_has_stopped()
    {
        _sessions.Opening.Hang();
        Start(Actor);
        Stop();
        _sessions.Opening.Answer();

        _sessions.Latest.IsDisposed.Should().BeTrue();
    }

    private void Join()
    {
        Start(Actor);
        Heard<RosterProtocol.Seen>();
    }

    private void OtherJoins() => _ = _others.OpenAsync(_ => { }, CancellationToken.None);
}
