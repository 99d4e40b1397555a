using Canton.Ha.Actors.Contracts;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Storage;

/// <summary>Opening and what stops it; for the way down see <see cref="WritePoolClosingSpec"/>.</summary>
public sealed class WritePoolSpec : WritePoolKit
{
    [Fact]
    public void Answers_closed_when_nothing_was_open()
    {
        Start(Pool);
        Tell(new StageProtocol.Close(3, TimeSpan.Zero));

        Heard<StageProtocol.Closed>().Term.Should().Be(3);
    }

    [Fact]
    public void Admits_writers_when_the_barrier_is_passed_and_not_before()
    {
        var predecessor = Database.OpenPoolOf("participant2");
        Open();
        HeardNothing();
        Access.Admitting.Should().BeNull();
        predecessor.Terminate();

        Heard<StageProtocol.Opened>().Term.Should().Be(1);
        Access.Admitting.Should().BeSameAs(Held.Term);
    }

    [Fact]
    public void Says_why_it_could_not_open()
    {
        Pools.Opening.Fail(new IOException("too many connections"));
        Open();

        Heard<StageProtocol.Failed>().Should().Be(new StageProtocol.Failed(1, "too many connections"));
        Tell(new StageProtocol.Close(1, TimeSpan.Zero));
        Heard<StageProtocol.Closed>();
    }

    [Fact]
    public void Fails_when_the_term_is_lost_while_it_waits_at_the_barrier()
    {
        Database.OpenPoolOf("participant2");
        Open();
        Held.Lose();
        Database.Step();

        Heard<StageProtocol.Failed>().Term.Should().Be(1);
        Database.Terms.Should().BeEmpty();
    }

    [Fact]
    public void Gives_up_opening_when_it_is_told_to_close()
    {
        Database.OpenPoolOf("participant2");
        Open();
        Tell(new StageProtocol.Close(1, TimeSpan.Zero));
        HeardNothing();
        Database.Step();

        Heard<StageProtocol.Closed>().Term.Should().Be(1);
        HeardNothing();
        Access.Admitting.Should().BeNull();
    }

    [Fact]
    public void Ends_a_pool_that_opens_after_it_was_told_to_close_and_admits_nobody()
    {
        Pools.Arriving.Hang();
        Open();
        Tell(new StageProtocol.Close(1, TimeSpan.Zero));
        HeardNothing();
        Pools.Arriving.Answer();

        Heard<StageProtocol.Closed>().Term.Should().Be(1);
        HeardNothing();
        Pools.Latest.IsDisposed.Should().BeTrue();
        Access.Admitting.Should().BeNull();
    }

    [Fact]
    public void Ends_a_pool_that_opens_after_it_has_stopped()
    {
        Pools.Arriving.Hang();
        Open();
        Stop();
        Pools.Arriving.Answer();

        Pools.Latest.IsDisposed.Should().BeTrue();
        Access.Admitting.Should().BeNull();
    }

    [Fact]
    public void Ends_the_pool_and_admits_nobody_when_it_stops()
    {
        OpenFully();
        Stop();

        Pools.Latest.IsDisposed.Should().BeTrue();
        Access.Admitting.Should().BeNull();
    }

    [Fact]
    public void Admits_nobody_from_the_moment_in_which_the_term_is_lost()
    {
        OpenFully();
        Held.Lose();

        Access.Admitting.Should().BeNull();
    }

    [Fact]
    public void Notes_since_when_the_term_is_active()
    {
        OpenFully();
        Tell(new StageProtocol.AllOpen(1));

        Pools.Notes.Should().Equal("1: active");
    }

    [Fact]
    public void Stays_open_when_it_cannot_note_since_when_the_term_is_active()
    {
        OpenFully();
        Pools.Noting.Fail(new IOException("statement timeout"));
        Tell(new StageProtocol.AllOpen(1));

        HeardNothing();
        Access.Admitting.Should().BeSameAs(Held.Term);
    }

    [Fact]
    public void Rehearses_while_it_is_closed_until_it_has_succeeded_once()
    {
        Start(Pool);
        Pools.Rehearsing.Fail(new IOException("the server starts up"));
        Advance(TimeSpan.FromSeconds(2.5));
        Pools.Rehearsing.Asked.Should().Be(2);
        Pools.Rehearsing.Answer();
        Advance(TimeSpan.FromSeconds(5));

        Pools.Rehearsing.Asked.Should().Be(3);
        HeardNothing();
    }

    [Fact]
    public void Rehearses_no_more_when_it_has_opened()
    {
        Open();
        Advance(TimeSpan.FromSeconds(5));

        Pools.Rehearsing.Asked.Should().Be(0);
        Access.Admitting.Should().BeSameAs(Held.Term);
    }

    [Fact]
    public void Opens_again_in_the_next_term()
    {
        OpenFully();
        Tell(new StageProtocol.Close(1, TimeSpan.Zero));
        Heard<StageProtocol.Closed>();
        var next = NextTerm();
        Tell(new StageProtocol.Open(next.Term));

        Heard<StageProtocol.Opened>().Term.Should().Be(2);
        Access.Admitting.Should().BeSameAs(next.Term);
    }
}
