using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Postgres;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Npgsql;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

[Collection(SharedPostgresTests.Name)]
public class PostgresWritePoolSpec(SharedPostgres postgres) : IAsyncLifetime
{
    private const string Insert = "insert into canton_ha.written (id, note) values ($1, $2)";

    private StorageSettings.Postgres _storage = null!;
    private PostgresReplica _replica = null!;
    private HeldTerm _held = null!;
    private IWritePool _pool = null!;

    public async Task InitializeAsync()
    {
        _storage = await postgres.CreateDatabaseAsync();
        _replica = new PostgresReplica("one", _storage);
        _held = await _replica.TakeTermAsync();
        _pool = await _replica.WritePools().OpenAsync(_held.Term, default);
        await postgres.Server.ExecuteAsync(_storage.Database, $"create table canton_ha.written (id int primary key, note text); grant all on canton_ha.written to {PostgresServer.Role}");
    }

    public async Task DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _held.DisposeAsync();
    }

    [Fact]
    public async Task Holds_the_pool_lock_on_every_session_however_often_it_is_rented()
    {
        for (var i = 0; i < 20; i++)
            await WriteAsync(new WriteCommand(Insert, i, null));

        (await PoolLocksAsync()).Should().Be(_storage.WriteConnections);
        (await WrittenAsync()).Should().Be(20);
    }

    [Fact]
    public async Task Writes_all_commands_of_a_batch_or_none()
    {
        var write = () => WriteAsync(new WriteCommand(Insert, 1, "first"), new WriteCommand(Insert, 1, "again"));

        (await write.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.UniqueViolation);
        (await WrittenAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Refuses_a_batch_when_a_newer_term_has_begun()
    {
        await BeginNewerTermAsync();

        var write = () => WriteAsync(new WriteCommand(Insert, 1, "late"));

        (await write.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("HA001");
        (await WrittenAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Leaves_the_fence_to_the_locks_where_a_test_asks_for_it()
    {
        await _pool.DisposeAsync();
        await using var unfenced = await _replica.WritePools(isFenced: false).OpenAsync(_held.Term, default);
        await BeginNewerTermAsync();

        await using var session = await unfenced.RentAsync(default);
        await session.WriteAsync([new WriteCommand(Insert, 1, "unfenced")], default);

        (await WrittenAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Replaces_a_session_that_was_ended_by_one_that_holds_the_pool_lock_too()
    {
        await EndWriteSessionsAsync();
        await EachSessionFailsOnceAsync();

        await WriteAsync(new WriteCommand(Insert, 1, "replaced"));

        (await PoolLocksAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Opens_no_session_when_the_main_lock_is_no_longer_with_the_main_session_of_the_term()
    {
        await _held.EndSessionAsync();
        await EndWriteSessionsAsync();
        await EachSessionFailsOnceAsync();
        await using var successor = await new PostgresReplica("two", _storage).TakeTermAsync();

        var rent = () => _pool.RentAsync(default);

        await rent.Should().ThrowAsync<WriteSessionRefusedException>().WithMessage("The main lock is not held*");
        (await PoolLocksAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Opens_no_session_while_a_successor_is_passing_the_barrier()
    {
        await EndWriteSessionsAsync();
        await EachSessionFailsOnceAsync();
        await using var successor = await postgres.Server.ConnectAsync(_storage.Database);
        await using var barrier = new NpgsqlCommand($"select pg_advisory_lock({LockId.For(LockCounter.Pool, _storage.Database)})", successor);
        await barrier.ExecuteNonQueryAsync();

        var rent = () => _pool.RentAsync(default);

        await rent.Should().ThrowAsync<WriteSessionRefusedException>().WithMessage("The pool lock is held exclusively*");
    }

    [Fact]
    public async Task Stops_a_write_at_once_when_the_term_is_lost()
    {
        await using var session = await _pool.RentAsync(default);
        var writing = session.WriteAsync([new WriteCommand(Insert, 1, "unfinished"), new WriteCommand("select pg_sleep(4)")], default);

        _held.Lose();

        var write = () => writing.WaitAsync(1.Seconds());
        await write.Should().ThrowAsync<OperationCanceledException>();
        (await WrittenAsync()).Should().Be(0);
        var rent = () => _pool.RentAsync(default);
        await rent.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Lends_nothing_in_a_term_that_was_not_proved_for_too_long()
    {
        var stale = _held.Term with { Proof = new LockProof(TimeSpan.Zero, TimeProvider.System) };
        await using var terminated = new PostgresWritePool(
            _replica.Database, new WriteAdmission(_replica.Database.Keys, stale, Task.CompletedTask), new WriteTerminator(_replica.Database, new(_replica.Database), TimeProvider.System), FastSettings.RampDown, isFenced: true);

        var rent = () => terminated.RentAsync(default);

        await rent.Should().ThrowAsync<OperationCanceledException>().WithMessage("*too long*");
    }

    [Fact]
    public async Task Waits_for_a_session_when_all_are_rented()
    {
        var rented = await Task.WhenAll(Enumerable.Range(0, _storage.WriteConnections).Select(_ => _pool.RentAsync(default)));
        var waiting = _pool.RentAsync(default);
        waiting.IsCompleted.Should().BeFalse();

        await rented[0].DisposeAsync();

        await using (await waiting.WaitAsync(1.Seconds()))
        {
            foreach (var session in rented)
                await session.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("select 1")]
    [InlineData("begin; insert into canton_ha.written values (1, 'open')")]
    public async Task Ends_the_sessions_that_are_not_given_back_when_it_is_disposed(string state)
    {
        await using var kept = await _pool.RentAsync(default);
        await using var command = kept.Connection.CreateCommand();
        command.CommandText = state;
        await command.ExecuteNonQueryAsync();
        var started = TimeProvider.System.GetTimestamp();

        await _pool.DisposeAsync();

        TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(2.Seconds());
        (await PoolLocksAsync()).Should().Be(0);
        (await WrittenAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Cannot_be_disposed_in_silence_when_a_session_is_kept_and_the_server_cannot_be_asked_to_end_it()
    {
        await using var kept = await _pool.RentAsync(default);
        _replica.Database.Memory.Host = "127.0.0.9";

        var dispose = () => _pool.DisposeAsync().AsTask();

        await dispose.Should().ThrowAsync<NpgsqlException>();
    }

    [Fact]
    public async Task Notes_when_the_term_was_active_and_how_it_ended()
    {
        await _pool.NoteActiveAsync(default);
        await _pool.NoteEndAsync("set passive", default);

        await using var reads = new PostgresReads(_replica.Database, TimeProvider.System);
        var row = (await new PostgresTermHistory(reads).ReadAsync(1, default)).Should().ContainSingle().Subject;
        row.Should().BeEquivalentTo(new { Term = _held.Term.Number, Replica = "one", EndCause = "set passive" });
        row.ActiveAt.Should().BeAfter(row.BeganAt).And.BeBefore(row.EndedAt!.Value);
    }

    private async Task WriteAsync(params WriteCommand[] commands)
    {
        await using var session = await _pool.RentAsync(default);
        await session.WriteAsync(commands, default);
    }

    /// <summary>Every session of the pool is used once, so that the driver notices that it is gone.</summary>
    private async Task EachSessionFailsOnceAsync()
    {
        var rented = await Task.WhenAll(Enumerable.Range(0, _storage.WriteConnections).Select(_ => _pool.RentAsync(default)));
        foreach (var session in rented)
        {
            var write = () => session.WriteAsync([new WriteCommand("select 1")], default);
            await write.Should().ThrowAsync<NpgsqlException>();
            await session.DisposeAsync();
        }
    }

    private Task EndWriteSessionsAsync() => postgres.Server.ExecuteAsync(
        _storage.Database, "select pg_terminate_backend(pid, 1000) from pg_stat_activity where datname = current_database() and application_name like '%/write'");

    private Task BeginNewerTermAsync() => postgres.Server.ExecuteAsync(
        _storage.Database, $"insert into canton_ha.term values ({_held.Term.Number + 1}, 'two', 0, 0, 'failover', now(), null, null, null, 0, 1)");

    private Task<long> WrittenAsync() => postgres.Server.ReadAsync<long>(_storage.Database, "select count(*) from canton_ha.written");

    private Task<long> PoolLocksAsync() => postgres.Server.ReadAsync<long>(
        _storage.Database, $"select count(*) from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and objid = {LockId.For(LockCounter.Pool, _storage.Database)}");
}
