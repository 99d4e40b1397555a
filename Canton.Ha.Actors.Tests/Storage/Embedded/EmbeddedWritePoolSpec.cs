using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Canton.Ha.Actors.Tests.Storage.Embedded;

public sealed class EmbeddedWritePoolSpec : IAsyncLifetime
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(5);
    private static readonly WriteCommand s_create = new("create table if not exists note (text text)");
    private readonly EmbeddedDisk _disk = new();
    private readonly ReplicaStorage _storage;
    private HeldTerm _held = null!;

    public EmbeddedWritePoolSpec() => _storage = _disk.SeenBy("participant1");

    public async Task InitializeAsync() => _held = await HeldTerm.TakeAsync(_storage.Locks);

    public async Task DisposeAsync()
    {
        await _held.DisposeAsync();
        _disk.Dispose();
    }

    [Fact]
    public async Task A_batch_is_written_with_positional_parameters()
    {
        await using var pool = await OpenAsync();
        await WriteAsync(pool, s_create, Note("a"), new WriteCommand("insert into note values ($2 || $1)", "x", "y"), Note(null));

        _disk.Count("select count(*) from note where text in ('a', 'yx') or text is null").Should().Be(3);
    }

    [Fact]
    public async Task A_batch_that_fails_leaves_nothing()
    {
        await using var pool = await OpenAsync();
        await WriteAsync(pool, s_create);

        await pool.Awaiting(p => WriteAsync(p, Note("a"), new WriteCommand("no such statement"))).Should().ThrowAsync<SqliteException>();

        _disk.Count("select count(*) from note").Should().Be(0);
    }

    [Fact]
    public async Task The_barrier_waits_for_a_write_session_of_the_predecessor_in_this_process()
    {
        var predecessor = await OpenAsync();
        await _held.EndSessionAsync();
        await using var successor = await HeldTerm.TakeAsync(_disk.SeenBy("participant2").Locks);

        var opening = _disk.SeenBy("participant2").WritePools.OpenAsync(successor.Term, default);
        opening.IsCompleted.Should().BeFalse();
        await WriteAsync(predecessor, s_create);
        _disk.Count("select count(*) from ha_term").Should().Be(1);
        await predecessor.DisposeAsync();

        await using var pool = await opening.WaitAsync(s_soon);
        _disk.Count("select max(number) from ha_term").Should().Be(2);
    }

    [Fact]
    public async Task The_barrier_waits_for_a_write_session_of_another_process()
    {
        using var predecessor = await ForeignLock.TakeAsync(_disk.LockFile(LockCounter.Pool), "--shared");

        var opening = OpenAsync();
        opening.IsCompleted.Should().BeFalse();
        await predecessor.KillAsync();

        await using var pool = await opening.WaitAsync(s_soon);
        _disk.Count("select count(*) from ha_term").Should().Be(1);
    }

    [Fact]
    public async Task Waiting_at_the_barrier_ends_with_the_term()
    {
        using var predecessor = await ForeignLock.TakeAsync(_disk.LockFile(LockCounter.Pool), "--shared");
        var opening = OpenAsync();

        _held.Lose();

        await FluentActions.Awaiting(() => opening.WaitAsync(s_soon)).Should().ThrowAsync<OperationCanceledException>();
        _disk.Count("select count(*) from ha_term").Should().Be(0);
    }

    [Fact]
    public async Task An_open_write_session_keeps_every_process_from_the_barrier()
    {
        await using var pool = await OpenAsync();

        using var process = System.Diagnostics.Process.Start("flock", ["--exclusive", "--nonblock", _disk.LockFile(LockCounter.Pool), "true"]);
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task A_term_whose_session_does_not_hold_the_main_lock_gets_no_write_session()
    {
        await _held.EndSessionAsync();
        await using var successor = await HeldTerm.TakeAsync(_disk.SeenBy("participant2").Locks);

        await FluentActions.Awaiting(OpenAsync).Should().ThrowAsync<NotActiveException>();
        _disk.Count("select count(*) from ha_term").Should().Be(0);
    }

    [Fact]
    public async Task A_session_that_replaces_a_broken_one_is_checked_again()
    {
        await using var pool = await OpenAsync();
        await BreakAsync(pool);
        await BreakAsync(pool);
        await WriteAsync(pool, s_create);
        await BreakAsync(pool);
        await BreakAsync(pool);
        await _held.EndSessionAsync();
        await using var successor = await HeldTerm.TakeAsync(_disk.SeenBy("participant2").Locks);

        await pool.Awaiting(p => p.RentAsync(default)).Should().ThrowAsync<NotActiveException>();
    }

    [Fact]
    public async Task A_batch_is_refused_when_a_newer_term_exists()
    {
        await using var pool = await OpenAsync();
        await WriteAsync(pool, s_create);
        _disk.Count("insert into ha_term (number, replica, cause, began_at) values (2, 'participant2', 'failover', 0); select 1");

        await pool.Awaiting(p => WriteAsync(p, Note("late"))).Should().ThrowAsync<NotActiveException>();
        _disk.Count("select count(*) from note").Should().Be(0);
    }

    [Fact]
    public async Task A_session_writes_nothing_after_its_term_is_lost()
    {
        await using var pool = await OpenAsync();
        await using var session = await pool.RentAsync(default);
        _held.Lose();

        await session.Awaiting(s => s.WriteAsync([s_create], default)).Should().ThrowAsync<NotActiveException>();
        await pool.Awaiting(p => p.RentAsync(default)).Should().ThrowAsync<NotActiveException>();
    }

    [Fact]
    public async Task A_transaction_of_its_own_does_not_commit_after_the_term_is_lost()
    {
        await using var pool = await OpenAsync();
        await WriteAsync(pool, s_create);
        await using var session = await pool.RentAsync(default);
        await using var transaction = await session.Connection.BeginTransactionAsync();
        Execute(session, "insert into note values ('late')");
        _held.Lose();

        await transaction.Awaiting(t => t.CommitAsync()).Should().ThrowAsync<SqliteException>();
        _disk.Count("select count(*) from note").Should().Be(0);
    }

    [Fact]
    public async Task Disposing_ends_a_session_in_use_and_rolls_its_transaction_back()
    {
        var pool = await OpenAsync();
        await WriteAsync(pool, s_create);
        await using var session = await pool.RentAsync(default);
        await using var transaction = await session.Connection.BeginTransactionAsync();
        Execute(session, "insert into note values ('late')");

        await pool.DisposeAsync();

        session.Invoking(s => Execute(s, "insert into note values ('later')")).Should().Throw<InvalidOperationException>();
        _disk.Count("select count(*) from note").Should().Be(0);
        await using var other = await HeldTermOfSuccessorAsync();
        await using var next = await _disk.SeenBy("participant2").WritePools.OpenAsync(other.Term, default).WaitAsync(s_soon);
    }

    [Fact]
    public async Task A_third_renter_waits_for_one_of_two_sessions()
    {
        await using var pool = await OpenAsync();
        var first = await pool.RentAsync(default);
        await using var second = await pool.RentAsync(default);
        var third = pool.RentAsync(default);
        third.IsCompleted.Should().BeFalse();

        await first.DisposeAsync();
        await first.DisposeAsync();

        await using var rented = await third.WaitAsync(s_soon);
        pool.RentAsync(default).IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task The_history_tells_who_led_and_why()
    {
        await using (var first = await OpenAsync())
        {
            await first.NoteActiveAsync(default);
            await first.NoteEndAsync("handed over", default);
        }

        await LeadAsync("participant2");
        await LeadAsync("participant1");

        var history = await _storage.History.ReadAsync(10, default);
        history.Select(t => (t.Term, t.Replica, t.Cause, t.EndCause)).Should().Equal(
            (3, "participant1", "failover", null), (2, "participant2", "switchover", null), (1, "participant1", "first start", "handed over"));
        history[2].ActiveAt.Should().BeOnOrAfter(history[2].BeganAt);
        history[2].EndedAt.Should().BeOnOrAfter(history[2].ActiveAt!.Value);
        (await _storage.History.ReadAsync(1, default)).Should().Equal(history[0]);
    }

    private static WriteCommand Note(string? text) => new("insert into note values ($1)", text);

    private static void Execute(IWriteSession session, string sql)
    {
        using var command = session.Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task WriteAsync(IWritePool pool, params WriteCommand[] commands)
    {
        await using var session = await pool.RentAsync(default);
        await session.WriteAsync(commands, default);
    }

    private static async Task BreakAsync(IWritePool pool)
    {
        await using var session = await pool.RentAsync(default);
        await session.Connection.CloseAsync();
    }

    private Task<IWritePool> OpenAsync() => _storage.WritePools.OpenAsync(_held.Term, default);

    private async Task<HeldTerm> HeldTermOfSuccessorAsync()
    {
        await _held.EndSessionAsync();
        return await HeldTerm.TakeAsync(_disk.SeenBy("participant2").Locks);
    }

    private async Task LeadAsync(string replica)
    {
        await _held.EndSessionAsync();
        await using var held = await HeldTerm.TakeAsync(_disk.SeenBy(replica).Locks);
        await using var pool = await _disk.SeenBy(replica).WritePools.OpenAsync(held.Term, default);
    }
}
