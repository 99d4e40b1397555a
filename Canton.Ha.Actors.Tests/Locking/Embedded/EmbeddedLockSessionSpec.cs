using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Embedded;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking.Embedded;

public sealed class EmbeddedLockSessionSpec : IDisposable
{
    private readonly EmbeddedDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Only_one_of_two_sessions_in_the_same_process_gets_the_lock()
    {
        await using var first = await OpenAsync("participant1");
        await using var second = await OpenAsync("participant2");

        (await first.TryTakeAsync()).Should().Be(1);
        (await second.TryTakeAsync()).Should().BeNull();
        await first.ProveAsync(default);
    }

    [Fact]
    public async Task A_released_lock_wakes_the_other_replica_and_gives_it_the_next_term()
    {
        var heard = new SignalLog();
        await using var first = await OpenAsync("participant1");
        await using var second = await OpenAsync("participant2", heard);
        await first.TryTakeAsync();

        await first.ReleaseAsync();

        (await heard.NextAsync()).Should().Be(SessionSignal.Woken.Instance);
        (await second.TryTakeAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_lock_held_by_another_process_is_free_when_that_is_killed()
    {
        await using var session = await OpenAsync("participant1");
        using var other = await ForeignLock.TakeAsync(_disk.LockFile(LockCounter.Main), "--exclusive");
        (await session.TryTakeAsync()).Should().BeNull();

        await other.KillAsync();

        (await session.TryTakeAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Another_process_cannot_take_a_lock_that_is_held()
    {
        await using var session = await OpenAsync("participant1");
        await session.TryTakeAsync();

        using var process = System.Diagnostics.Process.Start("flock", ["--exclusive", "--nonblock", _disk.LockFile(LockCounter.Main), "true"]);
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Every_answer_is_there_when_the_call_returns()
    {
        await using var session = await OpenAsync("participant1");

        session.TryAcquireAsync(0, default).IsCompletedSuccessfully.Should().BeTrue();
        session.ProveAsync(default).IsCompletedSuccessfully.Should().BeTrue();
        session.ReleaseAsync(null, default).IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task The_proof_fails_when_the_lock_file_was_removed()
    {
        await using var session = await OpenAsync("participant1");
        await session.TryTakeAsync();
        File.Delete(_disk.LockFile(LockCounter.Main));

        await session.Invoking(s => s.ProveAsync(default)).Should().ThrowAsync<IOException>().WithMessage("*removed or replaced*");
    }

    [Fact]
    public async Task The_proof_fails_without_the_lock()
    {
        await using var session = await OpenAsync("participant1");

        await session.Invoking(s => s.ProveAsync(default)).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task A_predecessor_s_open_transaction_leaves_the_lock_free_for_a_later_try()
    {
        await using var session = await OpenAsync("participant1");
        await using (var connection = new SqliteConnection($"Data Source={_disk.Path};Pooling=False"))
        {
            connection.Open();
            await using var transaction = connection.BeginTransaction(deferred: false);
            (await session.TryTakeAsync()).Should().BeNull();
        }

        (await session.TryTakeAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_link_to_the_file_leads_to_the_same_lock()
    {
        var elsewhere = Path.Combine(_disk.Directory, "elsewhere");
        Directory.CreateSymbolicLink(elsewhere, _disk.Directory);
        await using var first = await OpenAsync("participant1");
        await using var second = await _disk.SeenBy("participant2", path: Path.Combine(elsewhere, "ledger.db")).Locks.OpenAsync(_ => { }, default);
        await first.TryTakeAsync();

        (await second.TryTakeAsync()).Should().BeNull();
    }

    [Fact]
    public async Task A_replica_of_another_participant_is_refused()
    {
        await using var session = await OpenAsync("participant1");

        await _disk.SeenBy("participant2", identity: "stranger").Locks.Awaiting(l => l.OpenAsync(_ => { }, default))
            .Should().ThrowAsync<StorageRefusedException>().WithMessage("*belongs to the participant \"participant\"*configured as participant \"stranger\"*");
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused()
    {
        await using var session = await OpenAsync("participant1");
        _disk.Count("pragma user_version = 99; select 1");

        await _disk.SeenBy("participant2").Locks.Awaiting(l => l.OpenAsync(_ => { }, default))
            .Should().ThrowAsync<StorageRefusedException>().WithMessage("*schema version 99*");
    }

    [Fact]
    public async Task An_older_copy_of_the_file_is_noticed()
    {
        var replica = _disk.SeenBy("participant1").Locks;
        await using (var session = await replica.OpenAsync(_ => { }, default))
            await session.TryTakeAsync();
        _disk.Count("update ha_term_counter set last = 0; select 1");

        await replica.Awaiting(l => l.OpenAsync(_ => { }, default)).Should().ThrowAsync<InvalidDataException>().WithMessage("*older copy*");
    }

    [Fact]
    public async Task A_file_that_was_replaced_is_noticed()
    {
        var replica = _disk.SeenBy("participant1").Locks;
        await (await replica.OpenAsync(_ => { }, default)).DisposeAsync();
        File.Delete(_disk.Path);

        await replica.Awaiting(l => l.OpenAsync(_ => { }, default)).Should().ThrowAsync<InvalidDataException>().WithMessage("*was replaced*");
    }

    [Fact]
    public async Task A_migration_lock_that_is_not_given_back_is_named_after_the_connection_time_out()
    {
        await (await OpenAsync("participant1")).DisposeAsync();
        using var other = await ForeignLock.TakeAsync(_disk.LockFile(LockCounter.Migrations), "--exclusive");

        await _disk.SeenBy("participant2").Locks.Awaiting(l => l.OpenAsync(_ => { }, default))
            .Should().ThrowAsync<TimeoutException>().WithMessage("*has kept*locked*");
    }

    [Theory]
    [InlineData("nfs")]
    [InlineData("cifs")]
    [InlineData("smb2")]
    public void A_network_file_system_is_refused(string format) =>
        FluentActions.Invoking(() => LocalDisk.RefuseNetwork("/mnt/share", format))
            .Should().Throw<StorageRefusedException>().WithMessage($"*/mnt/share*network file system ({format})*");

    [Fact]
    public void Links_in_a_circle_are_named()
    {
        var one = Path.Combine(_disk.Directory, "one");
        var two = Path.Combine(_disk.Directory, "two");
        File.CreateSymbolicLink(one, two);
        File.CreateSymbolicLink(two, one);

        FluentActions.Invoking(() => CanonicalPath.Of(one)).Should().Throw<IOException>().WithMessage("*circle*");
    }

    private Task<ILockSession> OpenAsync(string replica, SignalLog? heard = null) =>
        _disk.SeenBy(replica).Locks.OpenAsync((heard ?? new SignalLog()).Hear, default);
}
