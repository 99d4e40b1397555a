using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Storage;

public sealed class WritePoolClosingSpec : WritePoolKit
{
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Without_a_drain_ends_also_the_sessions_in_use()
    {
        OpenFully();
        await using var session = await Access.RentAsync(CancellationToken.None);
        Tell(new StageProtocol.Close(1, TimeSpan.Zero));

        Heard<StageProtocol.Closed>().Term.Should().Be(1);
        Pools.Latest.IsDisposed.Should().BeTrue();
        Pools.Notes.Should().BeEmpty();
    }

    [Fact]
    public async Task With_a_drain_waits_for_the_sessions_in_use_and_admits_nobody_else()
    {
        OpenFully();
        var session = await Access.RentAsync(CancellationToken.None);
        Tell(new StageProtocol.Close(1, s_drain));
        Access.Admitting.Should().BeNull();
        await FluentActions.Awaiting(() => Access.RentAsync(CancellationToken.None)).Should().ThrowAsync<NotActiveException>();
        HeardNothing();
        await session.WriteAsync([], CancellationToken.None);
        await session.DisposeAsync();

        Heard<StageProtocol.Closed>().Term.Should().Be(1);
        Pools.Notes.Should().Equal("1: handed over");
        Pools.Latest.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void With_a_drain_and_nobody_inside_closes_at_once()
    {
        OpenFully();
        Tell(new StageProtocol.Close(1, s_drain));

        Heard<StageProtocol.Closed>();
        Pools.Notes.Should().Equal("1: handed over");
        Advance(s_drain);
        HeardNothing();
    }

    [Fact]
    public async Task Ends_the_sessions_in_use_when_the_drain_is_over()
    {
        OpenFully();
        await using var session = await Access.RentAsync(CancellationToken.None);
        Tell(new StageProtocol.Close(1, s_drain));
        Advance(s_drain - TimeSpan.FromMilliseconds(10));
        HeardNothing();
        Advance(TimeSpan.FromMilliseconds(10));

        Heard<StageProtocol.Closed>();
        Pools.Latest.IsDisposed.Should().BeTrue();
        Pools.Notes.Should().BeEmpty();
    }

    [Fact]
    public async Task Ends_the_sessions_in_use_when_the_term_is_lost_during_the_drain()
    {
        OpenFully();
        await using var session = await Access.RentAsync(CancellationToken.None);
        Tell(new StageProtocol.Close(1, s_drain));
        Held.Lose();

        Heard<StageProtocol.Closed>();
        Pools.Latest.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Does_not_wait_past_the_drain_for_a_note_that_is_not_answered()
    {
        OpenFully();
        Pools.Noting.Hang();
        Tell(new StageProtocol.Close(1, s_drain));
        HeardNothing();
        Advance(s_drain);

        Heard<StageProtocol.Closed>();
        Pools.Latest.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Closes_although_the_end_could_not_be_noted()
    {
        OpenFully();
        Pools.Noting.Fail(new IOException("statement timeout"));
        Tell(new StageProtocol.Close(1, s_drain));

        Heard<StageProtocol.Closed>();
    }

    [Fact]
    public void Says_closed_only_when_the_sessions_have_ended()
    {
        OpenFully();
        Pools.Ending.Hang();
        Tell(new StageProtocol.Close(1, TimeSpan.Zero));
        Advance(TimeSpan.FromSeconds(30));
        HeardNothing();
        Pools.Ending.Answer();

        Heard<StageProtocol.Closed>();
    }

    [Fact]
    public void Throws_when_a_session_cannot_be_ended()
    {
        OpenFully();
        Pools.Ending.Fail(new IOException("no route"));
        Tell(new StageProtocol.Close(1, TimeSpan.Zero));

        Heard<ChildFailed>().Cause.Message.Should().Be("A write session of term 1 could not be ended: no route");
    }

    [Fact]
    public async Task Ends_the_sessions_in_use_when_it_stops_during_a_drain()
    {
        OpenFully();
        await using var session = await Access.RentAsync(CancellationToken.None);
        Tell(new StageProtocol.Close(1, s_drain));
        Stop();

        Pools.Latest.IsDisposed.Should().BeTrue();
    }
}
