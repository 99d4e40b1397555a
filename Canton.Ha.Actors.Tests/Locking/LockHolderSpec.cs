using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking;

/// <summary>Idle and contending; for the rest see <see cref="LockHolderHoldingSpec"/>.</summary>
public sealed class LockHolderSpec : LockHolderKit
{
    private static readonly TimeSpan s_longestTryPeriod = TimeSpan.FromMilliseconds(310);

    [Fact]
    public void Does_nothing_until_it_is_asked_to_contend()
    {
        Start(Holder);
        Advance(TimeSpan.FromSeconds(5));

        Sessions.Opening.Asked.Should().Be(0);
        HeardNothing();
    }

    [Fact]
    public void Says_acquired_once_when_the_lock_is_free()
    {
        var term = Hold();

        term.Number.Should().Be(1);
        term.Session.Should().Be(Sessions.Latest.Id);
        term.IsHeld.Should().BeTrue();
        HeardNothing();
    }

    [Fact]
    public void Takes_a_second_wish_to_contend_for_the_first()
    {
        RivalTakesTheLock();
        Contend();
        Tell(LockProtocol.Contend.Instance);
        Sessions.Trying.Asked.Should().Be(1);
        RivalReleasesTheLock();
        Tell(LockProtocol.Contend.Instance);

        Heard<LockProtocol.Acquired>();
        HeardNothing();
        Sessions.Opened.Should().ContainSingle();
    }

    [Fact]
    public void Ignores_a_release_while_it_holds_nothing()
    {
        RivalTakesTheLock();
        Start(Holder);
        Tell(new LockProtocol.Release(7));
        Tell(LockProtocol.Contend.Instance);
        Tell(new LockProtocol.Release(7));

        HeardNothing();
        Database.Leader.Should().Be("participant2");
    }

    [Fact]
    public void Tries_every_passive_check_period_with_up_to_a_fifth_added()
    {
        RivalTakesTheLock();
        Contend();

        for (var tries = 1; tries < 30; tries++)
        {
            Advance(TimeSpan.FromMilliseconds(249));
            Sessions.Trying.Asked.Should().Be(tries);
            AdvanceUntil(() => Sessions.Trying.Asked == tries + 1).Should().BeLessThan(s_longestTryPeriod - TimeSpan.FromMilliseconds(249));
        }
    }

    [Fact]
    public void Does_not_try_in_step_with_others()
    {
        RivalTakesTheLock();
        Contend();

        Enumerable.Range(0, 30).Select(tries => AdvanceUntil(() => Sessions.Trying.Asked == tries + 2)).Distinct().Should().HaveCountGreaterThan(2);
    }

    [Fact]
    public void Tries_at_once_when_it_is_woken()
    {
        RivalTakesTheLock();
        Contend();
        RivalReleasesTheLock();

        Heard<LockProtocol.Acquired>().Term.Number.Should().Be(2);
    }

    [Fact]
    public void Tries_once_more_when_it_was_woken_while_a_try_was_under_way()
    {
        RivalTakesTheLock();
        Sessions.Trying.Delay();
        Contend();
        RivalReleasesTheLock();
        HeardNothing();
        Sessions.Trying.Answer();

        Heard<LockProtocol.Acquired>().Term.Number.Should().Be(2);
        Sessions.Trying.Asked.Should().Be(2);
    }

    [Fact]
    public void Says_what_hinders_it_when_that_changes()
    {
        Sessions.Opening.Fail(new IOException("connection refused"));
        Contend();
        Heard<LockProtocol.Hindered>().Why.Should().Be("connection refused");
        Advance(TimeSpan.FromSeconds(5));
        HeardNothing();
        Sessions.Opening.Fail(new IOException("the server is read-only"));
        Advance(TimeSpan.FromSeconds(1));
        Heard<LockProtocol.Hindered>().Why.Should().Be("the server is read-only");
        Sessions.Opening.Answer();
        Advance(TimeSpan.FromSeconds(1));

        Heard<LockProtocol.Hindered>().Why.Should().BeNull();
        Heard<LockProtocol.Acquired>();
        HeardNothing();
    }

    [Fact]
    public void Waits_twice_as_long_after_the_second_failure_in_a_row_and_not_longer()
    {
        Sessions.Opening.Fail(new IOException("connection refused"));
        Contend();

        AdvanceUntil(() => Sessions.Opening.Asked == 2).Should().BeCloseTo(TimeSpan.FromMilliseconds(280), TimeSpan.FromMilliseconds(30));
        AdvanceUntil(() => Sessions.Opening.Asked == 3).Should().BeCloseTo(TimeSpan.FromMilliseconds(555), TimeSpan.FromMilliseconds(55));
        AdvanceUntil(() => Sessions.Opening.Asked == 4).Should().BeCloseTo(TimeSpan.FromMilliseconds(555), TimeSpan.FromMilliseconds(55));
        Heard(Parent).Should().ContainSingle();
    }

    [Fact]
    public void Closes_a_session_that_opens_too_late_and_uses_the_next()
    {
        Sessions.Opening.Hang();
        Contend();
        Advance(Connection.ConnectionTimeout);
        Heard<LockProtocol.Hindered>().Why.Should().Be("the database did not answer in time");
        Advance(s_longestTryPeriod);
        Sessions.Opening.Answer();

        Sessions.Opened.Select(session => session.IsDisposed).Should().Equal(true, false);
        Heard<LockProtocol.Hindered>().Why.Should().BeNull();
        Heard<LockProtocol.Acquired>().Term.Session.Should().Be(Sessions.Latest.Id);
    }

    [Fact]
    public void Does_not_believe_a_lock_that_it_hears_of_too_late()
    {
        Sessions.Trying.Delay();
        Contend();
        Advance(Connection.ProofExpiry);
        Heard<LockProtocol.Hindered>();
        Sessions.Trying.Answer();
        HeardNothing();
        Sessions.Latest.IsDisposed.Should().BeTrue();
        Advance(s_longestTryPeriod);

        Heard<LockProtocol.Hindered>().Why.Should().BeNull();
        Heard<LockProtocol.Acquired>().Term.Number.Should().Be(2);
    }

    [Fact]
    public void Opens_another_session_when_the_one_it_contends_with_breaks()
    {
        RivalTakesTheLock();
        Contend();
        Sessions.Latest.Break("the server closed the connection");
        Heard<LockProtocol.Hindered>().Why.Should().Be("the server closed the connection");
        Sessions.Opened[0].IsDisposed.Should().BeTrue();
        Advance(s_longestTryPeriod);

        Sessions.Opened.Should().HaveCount(2);
        Heard<LockProtocol.Hindered>().Why.Should().BeNull();
    }

    [Fact]
    public void Ignores_what_a_session_says_that_it_has_given_up()
    {
        RivalTakesTheLock();
        Contend();
        Sessions.Latest.Break("the server closed the connection");
        Advance(s_longestTryPeriod);
        Heard(Parent).Should().HaveCount(2);
        Sessions.Opened[0].SayLate(new SessionSignal.Broken(new IOException("once more")));
        Sessions.Opened[0].SayLate(SessionSignal.Woken.Instance);

        HeardNothing();
        Sessions.Trying.Asked.Should().Be(2);
    }

    [Fact]
    public void Throws_when_it_must_not_run_with_this_storage()
    {
        Sessions.Opening.Fail(new StorageRefusedException("another system identifier"));
        Contend();

        Heard<ChildFailed>().Cause.Should().BeOfType<StorageRefusedException>().Which.Message.Should().Be("another system identifier");
    }

    [Fact]
    public void Closes_a_session_that_opens_after_it_has_stopped()
    {
        Sessions.Opening.Hang();
        Contend();
        Stop();
        Sessions.Opening.Answer();

        Sessions.Latest.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Closes_its_session_when_it_stops()
    {
        RivalTakesTheLock();
        Contend();
        Stop();

        Sessions.Latest.IsDisposed.Should().BeTrue();
        HeardNothing();
    }
}
