using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking.Embedded;

public sealed class EmbeddedPresenceSessionSpec : IDisposable
{
    private readonly EmbeddedDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Everybody_with_a_presence_session_is_in_the_roster_and_nobody_else()
    {
        await using var second = await JoinAsync("participant2");
        await using var first = await JoinAsync("participant1");
        await (await JoinAsync("participant3")).DisposeAsync();

        var roster = await second.ReadAsync(default);

        roster.Replicas.Should().Equal(new RosterEntry("participant1", EmbeddedDisk.Addresses), new RosterEntry("participant2", EmbeddedDisk.Addresses));
        roster.Leader.Should().BeNull();
        roster.Newest.Should().BeNull();
    }

    [Fact]
    public async Task A_replica_that_joins_wakes_those_who_are_there()
    {
        var heard = new SignalLog();
        await using var first = await _disk.SeenBy("participant1").Presence.OpenAsync(heard.Hear, default);

        await using var second = await JoinAsync("participant2");

        (await heard.NextAsync()).Should().Be(SessionSignal.Woken.Instance);
    }

    [Fact]
    public async Task The_holder_of_the_main_lock_leads_until_it_gives_the_lock_back()
    {
        await using var presence = await JoinAsync("participant1");
        await using var other = await JoinAsync("participant2");
        await using var session = await _disk.SeenBy("participant1").Locks.OpenAsync(_ => { }, default);
        await session.TryTakeAsync();

        (await other.ReadAsync(default)).Leader.Should().Be("participant1");
        await session.ReleaseAsync();
        (await other.ReadAsync(default)).Leader.Should().BeNull();
    }

    [Fact]
    public async Task The_newest_term_is_that_of_the_replica_that_passed_the_barrier_last()
    {
        await using var presence = await JoinAsync("participant2");
        await using var held = await HeldTerm.TakeAsync(_disk.SeenBy("participant1").Locks);
        (await presence.ReadAsync(default)).Newest.Should().BeNull();

        await using var pool = await _disk.SeenBy("participant1").WritePools.OpenAsync(held.Term, default);

        (await presence.ReadAsync(default)).Newest.Should().Match<TermRecord>(t => t.Term == 1 && t.Replica == "participant1");
    }

    [Fact]
    public async Task A_replica_whose_process_is_gone_is_not_in_the_roster()
    {
        await using var first = await JoinAsync("participant1");
        using (var gone = await ForeignLock.TakeAsync(_disk.LockFile(LockCounter.Presence, ".participant2"), "--exclusive"))
        {
            (await first.ReadAsync(default)).Others("participant1").Should().Equal(new RosterEntry("participant2", ReplicaAddresses.None));
            await gone.KillAsync();
        }

        (await first.ReadAsync(default)).Others("participant1").Should().BeEmpty();
    }

    [Fact]
    public async Task A_second_replica_of_the_same_name_cannot_join()
    {
        await using var first = await JoinAsync("participant1");

        await FluentActions.Awaiting(() => JoinAsync("participant1")).Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task A_name_may_contain_whatever_a_key_may()
    {
        await using var odd = await JoinAsync("a/b.c ä");

        (await odd.ReadAsync(default)).Replicas.Should().ContainSingle(entry => entry.Replica == "a/b.c ä");
    }

    private Task<IPresenceSession> JoinAsync(string replica) => _disk.SeenBy(replica).Presence.OpenAsync(_ => { }, default);
}
