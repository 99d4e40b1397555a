using Canton.Ha.Actors.Locking;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking;

public sealed class LockHolderReleasingSpec : LockHolderKit
{
    [Fact]
    public void Gives_the_lock_back_on_request_and_closes_the_session()
    {
        Hold();
        Tell(new LockProtocol.Release(1));

        Heard<LockProtocol.Lost>().Should().Be(new LockProtocol.Lost(1, "released on request"));
        HeardNothing();
        Database.Leader.Should().BeNull();
        Sessions.Releasing.Asked.Should().Be(1);
        Sessions.Latest.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Closes_the_session_also_when_the_release_fails()
    {
        Hold();
        Sessions.Releasing.Fail(new IOException("gone"));
        Tell(new LockProtocol.Release(1));

        Heard<LockProtocol.Lost>();
        Sessions.Latest.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Closes_the_session_when_a_release_is_not_answered()
    {
        Hold();
        Sessions.Releasing.Hang();
        Tell(new LockProtocol.Release(1));
        Heard<LockProtocol.Lost>();
        Sessions.Latest.IsDisposed.Should().BeFalse();
        Advance(Connection.ProofExpiry);

        Sessions.Latest.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Closes_the_session_when_it_stops_while_a_release_is_not_answered()
    {
        Hold();
        Sessions.Releasing.Hang();
        Tell(new LockProtocol.Release(1));
        Heard<LockProtocol.Lost>();
        Stop();

        Sessions.Latest.IsDisposed.Should().BeTrue();
    }
}
