using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking;

public sealed class LockHolderHoldingSpec : LockHolderKit
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void Goes_on_holding_as_long_as_every_proof_is_answered()
    {
        var term = Hold();
        Advance(TimeSpan.FromMinutes(1));

        HeardNothing();
        term.IsHeld.Should().BeTrue();
        Sessions.Proving.Asked.Should().Be(120);
        Sessions.Latest.IsAlive.Should().BeTrue();
    }

    [Fact]
    public void Counts_the_expiry_from_the_sending_of_the_try_before_the_first_proof()
    {
        var term = Hold();
        Sessions.Proving.Hang();

        ExpectLossAfter(Connection.ProofExpiry, term);
    }

    [Fact]
    public void Counts_the_expiry_from_the_sending_of_a_proof_not_from_its_answer()
    {
        var term = Hold();
        Sessions.Proving.Delay();
        Advance(TimeSpan.FromMilliseconds(1400));
        Sessions.Proving.Answer();
        Sessions.Proving.Hang();

        ExpectLossAfter(Connection.ProofPeriod + Connection.ProofExpiry - TimeSpan.FromMilliseconds(1400), term);
    }

    [Fact]
    public void Counts_the_expiry_of_a_new_term_from_the_sending_of_a_try_that_was_answered_late()
    {
        Sessions.Trying.Delay();
        Contend();
        Advance(TimeSpan.FromSeconds(1));
        Sessions.Trying.Answer();
        var term = Heard<LockProtocol.Acquired>().Term;
        term.Proof.Age.Should().Be(TimeSpan.FromSeconds(1));
        Sessions.Proving.Hang();

        ExpectLossAfter(Connection.ProofExpiry - TimeSpan.FromSeconds(1), term);
    }

    [Fact]
    public void Is_not_kept_by_a_late_proof_of_an_earlier_term()
    {
        Hold();
        Sessions.Proving.Delay();
        Advance(Connection.ProofPeriod * 1.5);
        Sessions.Latest.Break("gone");
        Heard<LockProtocol.Lost>();
        Tell(LockProtocol.Contend.Instance);
        var second = Heard<LockProtocol.Acquired>().Term;
        Advance(s_tick);
        Sessions.Proving.Answer();
        Sessions.Proving.Hang();

        second.Proof.Age.Should().Be(s_tick);
        ExpectLossAfter(Connection.ProofExpiry - s_tick, second);
    }

    [Fact]
    public void Is_not_believed_past_the_expiry_by_a_process_that_wakes_from_a_freeze()
    {
        var term = Hold();
        Time.Advance(Connection.ProofExpiry - s_tick);
        term.IsHeld.Should().BeTrue();
        Time.Advance(s_tick);

        term.IsHeld.Should().BeFalse();
        HeardNothing();
    }

    [Fact]
    public void Loses_the_lock_at_once_when_the_session_breaks()
    {
        Hold();
        Sessions.Latest.Break("server closed the connection");

        Heard<LockProtocol.Lost>().Should().Be(new LockProtocol.Lost(1, "server closed the connection"));
    }

    [Fact]
    public void Loses_the_lock_when_a_proof_fails()
    {
        Hold();
        Sessions.Proving.Fail(new IOException("the main lock is not held"));
        Advance(Connection.ProofPeriod);

        Heard<LockProtocol.Lost>().Should().Be(new LockProtocol.Lost(1, "the main lock is not held"));
    }

    [Fact]
    public void Stops_the_writers_then_tells_the_parent_and_only_then_closes_a_broken_session() =>
        ExpectOrder(() => Sessions.Latest.Break("gone"));

    [Fact]
    public void Stops_the_writers_then_tells_the_parent_and_only_then_closes_a_session_whose_proof_failed()
    {
        Sessions.Proving.Fail(new IOException("gone"));

        ExpectOrder(() => Advance(Connection.ProofPeriod));
    }

    [Fact]
    public void Stops_the_writers_then_tells_the_parent_and_only_then_closes_a_session_that_does_not_answer()
    {
        Sessions.Proving.Hang();

        ExpectOrder(() => Advance(Connection.ProofExpiry));
    }

    [Fact]
    public void Stops_the_writers_then_tells_the_parent_and_only_then_gives_the_lock_back() =>
        ExpectOrder(() => Tell(new LockProtocol.Release(1)));

    [Fact]
    public void Says_lost_once_for_a_term_whatever_else_goes_wrong_in_it()
    {
        Hold();
        Sessions.Proving.Delay();
        Advance(Connection.ProofPeriod);
        Sessions.Latest.Break("gone");
        Heard<LockProtocol.Lost>();
        Sessions.Latest.SayLate(new SessionSignal.Broken(new IOException("once more")));
        Sessions.Proving.Answer();
        Tell(new LockProtocol.Release(1));
        Advance(TimeSpan.FromSeconds(5));

        HeardNothing();
        Sessions.Opened.Should().ContainSingle();
    }

    [Fact]
    public void Goes_on_when_it_is_woken()
    {
        var term = Hold();
        Sessions.Latest.Wake();

        HeardNothing();
        term.IsHeld.Should().BeTrue();
    }

    [Fact]
    public void Takes_a_lock_it_had_before_as_a_new_term()
    {
        var first = Hold();
        Sessions.Latest.Break("gone");
        Heard<LockProtocol.Lost>();
        Tell(LockProtocol.Contend.Instance);

        var second = Heard<LockProtocol.Acquired>().Term;
        second.Number.Should().Be(2);
        second.IsHeld.Should().BeTrue();
        first.IsHeld.Should().BeFalse();
    }

    [Fact]
    public void Ends_the_term_when_it_stops()
    {
        var term = Hold();
        Stop();

        term.Lost.IsCancellationRequested.Should().BeTrue();
        Sessions.Latest.IsDisposed.Should().BeTrue();
        Database.Leader.Should().BeNull();
    }

    private void ExpectLossAfter(TimeSpan time, LockTerm term)
    {
        Advance(time - s_tick);
        HeardNothing();
        term.IsHeld.Should().BeTrue();
        Advance(s_tick);
        Heard<LockProtocol.Lost>().Term.Should().Be(term.Number);
        HeardNothing();
        term.IsHeld.Should().BeFalse();
    }

    private void ExpectOrder(Action lose)
    {
        LockTerm? term = null;
        var seen = new List<(bool IsTokenFired, bool IsSessionOpen)>();
        Start(Holder, message =>
        {
            if (message is LockProtocol.Acquired acquired)
                term = acquired.Term;
            else
                seen.Add((term!.Lost.IsCancellationRequested, !Sessions.Latest.IsDisposed));
        });
        Tell(LockProtocol.Contend.Instance);
        lose();

        seen.Should().Equal((IsTokenFired: true, IsSessionOpen: true));
        Sessions.Latest.IsDisposed.Should().BeTrue();
    }
}
