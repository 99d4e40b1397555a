using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking.Embedded;

/// <summary>On a SQLite file, too, who tries the main lock keeps to the failover policy.</summary>
public sealed class EmbeddedTakeoverSpec : IDisposable
{
    private readonly EmbeddedDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_paused_only_the_last_leader_takes_a_free_lock_whether_its_holder_gave_it_back_or_died(bool isGivenBack)
    {
        await LeadAsync("participant1", isGivenBack);
        await _disk.SeenBy("participant3").Policies.PauseAsync("ops", "maintenance", default);
        await using var second = await OpenAsync("participant2");
        await using var first = await OpenAsync("participant1");

        (await second.TryAcquireAsync(0, default)).Should().BeOfType<LockAttempt.Withheld>()
            .Which.Why.Should().StartWith("only participant1 may take over: automatic failover is paused by ops since ").And.EndWith(": maintenance");
        (await first.TryAcquireAsync(0, default)).Should().Be(new LockAttempt.Taken(2));
        (await second.TryAcquireAsync(0, default)).Should().Be(LockAttempt.HeldByAnother.Instance);
    }

    [Fact]
    public async Task A_nomination_holds_the_others_back_for_its_time()
    {
        await using (var held = await HeldTerm.TakeAsync(_disk.SeenBy("participant1").Locks))
        {
            await (await _disk.SeenBy("participant1").WritePools.OpenAsync(held.Term, default)).DisposeAsync();
            await held.ReleaseAsync(new Nomination("participant2", TimeSpan.FromSeconds(1)));
        }

        await using var third = await OpenAsync("participant3");
        await using var present = await _disk.SeenBy("participant2").Presence.OpenAsync(_ => { }, default);
        (await third.TryAcquireAsync(0, default)).Should().Be(new LockAttempt.Withheld("participant2 is named as the successor", IsYielding: false));
        await Eventually.BecomesTrueAsync("the nomination expires", async () => await third.TryTakeAsync() is not null, TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_nomination_ends_when_nobody_is_there_whom_it_lets_pass_and_with_a_pause(bool isResumed)
    {
        await using (var held = await HeldTerm.TakeAsync(_disk.SeenBy("participant1").Locks))
        {
            await (await _disk.SeenBy("participant1").WritePools.OpenAsync(held.Term, default)).DisposeAsync();
            await held.ReleaseAsync(new Nomination("participant2", TimeSpan.FromMinutes(1)));
        }

        await using var third = await OpenAsync("participant3");
        await using (await _disk.SeenBy("participant2").Presence.OpenAsync(_ => { }, default))
        {
            (await third.TryAcquireAsync(0, default)).Should().BeOfType<LockAttempt.Withheld>();
            if (isResumed)
            {
                await _disk.SeenBy("participant3").Policies.ResumeAsync(default);
                (await third.TryTakeAsync()).Should().Be(2);
                return;
            }
        }
        (await third.TryTakeAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_nomination_lets_the_nominee_pass()
    {
        await using (var held = await HeldTerm.TakeAsync(_disk.SeenBy("participant1").Locks))
        {
            await (await _disk.SeenBy("participant1").WritePools.OpenAsync(held.Term, default)).DisposeAsync();
            await held.ReleaseAsync(new Nomination("participant2", TimeSpan.FromMinutes(1)));
        }

        await using var second = await OpenAsync("participant2");
        (await second.TryTakeAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_present_replica_with_a_higher_priority_goes_first_until_it_is_passed_over()
    {
        var policies = _disk.SeenBy("participant1").Policies;
        await policies.PreferAsync("participant2", 5, default);
        await policies.PreferAsync("participant9", 9, default);
        await using var session = await OpenAsync("participant1");
        await using (await _disk.SeenBy("participant2").Presence.OpenAsync(_ => { }, default))
        {
            (await session.TryAcquireAsync(0, default)).Should().Be(
                new LockAttempt.Withheld("participant2 has a higher priority and may take over first", IsYielding: true));
            (await session.TryAcquireAsync(1, default)).Should().Be(new LockAttempt.Taken(1));
        }
    }

    [Fact]
    public async Task Nobody_waits_for_the_preferred_replica_while_that_one_hands_over()
    {
        await using var presence = await _disk.SeenBy("participant2").Presence.OpenAsync(_ => { }, default);
        await LeadAsync("participant2", isGivenBack: true);
        await _disk.SeenBy("participant1").Policies.PreferAsync("participant2", 5, default);
        await using var session = await OpenAsync("participant1");

        (await session.TryTakeAsync()).Should().Be(2);
    }

    /// <summary>A term of this replica that has ended.</summary>
    private async Task LeadAsync(string replica, bool isGivenBack)
    {
        await using var held = await HeldTerm.TakeAsync(_disk.SeenBy(replica).Locks);
        var pool = await _disk.SeenBy(replica).WritePools.OpenAsync(held.Term, default);
        if (isGivenBack)
            await pool.NoteEndAsync("handed over", default);
        await pool.DisposeAsync();
        if (isGivenBack)
            await held.ReleaseAsync(successor: null);
    }

    private Task<ILockSession> OpenAsync(string replica) => _disk.SeenBy(replica).Locks.OpenAsync(_ => { }, default);
}
