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
public class PostgresBarrierSpec(SharedPostgres postgres) : IAsyncLifetime
{
    private StorageSettings.Postgres _storage = null!;

    public async Task InitializeAsync() => _storage = await postgres.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("idle", "select 1")]
    [InlineData("idle in transaction", "begin")]
    [InlineData("running a statement", "select pg_sleep(60)")]
    [InlineData("sending a result that nobody reads", "select repeat('x', 1000) from generate_series(1, 1000000)")]
    public async Task Terminates_the_write_session_of_a_frozen_predecessor_after_the_ramp_down_time(string state, string sql)
    {
        await using var successor = await Replica("two").TakeTermAsync();
        await using var frozen = await HoldPoolLockAsync(sql);
        var started = TimeProvider.System.GetTimestamp();

        await using var pool = await Replica("two").WritePools().OpenAsync(successor.Term, default);

        TimeProvider.System.GetElapsedTime(started).Should().BeGreaterThan(FastSettings.RampDown, state).And.BeLessThan(2.Seconds(), state);
        (await HistoryAsync())[0].Cause.Should().Be("first start, 1 write session terminated");
    }

    [Fact]
    public async Task Leaves_a_predecessor_that_ends_in_time_alone()
    {
        await using var successor = await Replica("two").TakeTermAsync();
        await using var finishing = await HoldPoolLockAsync("select 1");
        var opening = Replica("two").WritePools().OpenAsync(successor.Term, default);

        await finishing.DisposeAsync();

        await using var pool = await opening;
        (await HistoryAsync())[0].Cause.Should().Be("first start");
    }

    [Fact]
    public async Task Leaves_an_equal_lock_in_another_database_alone()
    {
        var elsewhere = await postgres.CreateDatabaseAsync();
        await using var foreign = await HoldPoolLockAsync("select 1", elsewhere.Database);
        await using var term = await Replica("one").TakeTermAsync();

        await using var pool = await Replica("one").WritePools().OpenAsync(term.Term, default);

        (await foreign.LivesAsync()).Should().BeTrue();
        (await HistoryAsync())[0].Cause.Should().Be("first start");
    }

    [Fact]
    public async Task Tells_a_switchover_from_a_failover()
    {
        await LeadAsync("one", pool => pool.NoteEndAsync("set passive", default));
        await LeadAsync("two", _ => Task.CompletedTask);
        await LeadAsync("three", _ => Task.CompletedTask);

        (await HistoryAsync()).Select(row => row.Cause).Should().Equal("failover from two", "switchover from one", "first start");
    }

    [Fact]
    public async Task Is_not_passed_by_a_replica_whose_main_session_has_lost_the_lock_nor_does_that_disturb_its_successor()
    {
        await using var predecessor = await Replica("one").TakeTermAsync();
        await predecessor.EndSessionAsync();
        await using var successor = await TakeTermWhenFreeAsync("two");
        await using var pool = await Replica("two").WritePools().OpenAsync(successor.Term, default);

        var late = () => Replica("one").WritePools().OpenAsync(predecessor.Term, default);

        await late.Should().ThrowAsync<OperationCanceledException>();
        (await HistoryAsync()).Should().ContainSingle().Which.Replica.Should().Be("two");
        (await PoolLocksAsync()).Should().Be(_storage.WriteConnections);
    }

    [Fact]
    public async Task Is_given_up_when_the_term_is_lost_while_it_waits()
    {
        await using var term = await Replica("one").TakeTermAsync();
        await using var superuser = await postgres.Server.ConnectAsync(_storage.Database);
        await RunAsync(superuser, $"select pg_advisory_lock_shared({PoolLock(_storage.Database)})");
        var refusing = new PostgresWritePools(Replica("one").Database, 1.Minutes(), TimeProvider.System);
        var opening = refusing.OpenAsync(term.Term, default);

        term.Lose();

        var lost = () => opening;
        await lost.Should().ThrowAsync<OperationCanceledException>();
        await Eventually.BecomesTrueAsync("no barrier session is left", async () => await SessionsAsync("barrier") == 0, Bounds.Back);
    }

    [Fact]
    public async Task Is_tried_again_when_its_own_session_is_ended()
    {
        await using var term = await Replica("one").TakeTermAsync();
        await using var held = await HoldPoolLockAsync("select 1");
        var opening = new PostgresWritePools(Replica("one").Database, 1.Minutes(), TimeProvider.System).OpenAsync(term.Term, default);
        await Eventually.BecomesTrueAsync("the barrier is tried", async () => await SessionsAsync("barrier") == 1, Bounds.Back);

        await postgres.Server.ExecuteAsync(_storage.Database, "select pg_terminate_backend(pid) from pg_stat_activity where application_name like '%/barrier'");
        await held.DisposeAsync();

        await using var pool = await opening;
        (await HistoryAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Is_passed_within_the_time_a_switchover_allows()
    {
        await LeadAsync("one", _ => Task.CompletedTask);
        await using var term = await Replica("two").TakeTermAsync();
        var replica = Replica("two");
        var started = TimeProvider.System.GetTimestamp();

        await using var pool = await replica.WritePools().OpenAsync(term.Term, default);

        TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(FastSettings.RampDown, "nothing had to be waited for");
    }

    [Fact]
    public async Task Connects_while_it_waits_at_the_barrier_and_admits_nobody_before()
    {
        await using var term = await Replica("two").TakeTermAsync();
        await using var predecessor = await HoldPoolLockAsync("select 1");
        var patient = new PostgresWritePools(Replica("two").Database, 10.Seconds(), TimeProvider.System);
        var opening = patient.OpenAsync(term.Term, default);

        await Eventually.BecomesTrueAsync("all are connected", async () => await SessionsAsync("write") == _storage.WriteConnections, 5.Seconds());
        (await PoolLocksAsync()).Should().Be(1, "only the predecessor has the pool lock");
        await predecessor.DisposeAsync();

        await using var pool = await opening;
        (await PoolLocksAsync()).Should().Be(_storage.WriteConnections);
    }

    [Fact]
    public async Task Opens_although_the_server_has_no_room_for_its_sessions_before_it_has_passed_the_barrier()
    {
        await using var term = await Replica("two").TakeTermAsync();
        await using var predecessor = await HoldPoolLockAsync("select 1");
        await LimitSessionsAsync(2);
        var opening = Replica("two").WritePools().OpenAsync(term.Term, default);

        await Eventually.PassesAsync(300.Milliseconds());
        await LimitSessionsAsync(-1);

        await using var pool = await opening;
        (await PoolLocksAsync()).Should().Be(_storage.WriteConnections);
    }

    [Fact]
    public async Task Rehearses_without_a_trace()
    {
        await using var term = await Replica("one").TakeTermAsync();
        await using var pool = await Replica("one").WritePools().OpenAsync(term.Term, default);

        await Replica("two").WritePools().RehearseAsync(default);

        (await HistoryAsync()).Should().ContainSingle();
        await Eventually.BecomesTrueAsync("its sessions are gone", async () => await SessionsAsync("write") == _storage.WriteConnections, Bounds.Back);
        (await PoolLocksAsync()).Should().Be(_storage.WriteConnections);
    }

    [Fact]
    public async Task Says_when_it_could_not_rehearse()
    {
        var offline = new PostgresReplica("two", _storage with { Port = PostgresServer.FreePort() });
        var rehearsing = () => offline.WritePools().RehearseAsync(default);

        await rehearsing.Should().ThrowAsync<NpgsqlException>();
    }

    private Task LimitSessionsAsync(int limit) =>
        postgres.Server.ExecuteAsync("postgres", $"alter role {PostgresServer.Role} connection limit {limit}");

    private async Task LeadAsync(string name, Func<IWritePool, Task> lead)
    {
        await using var term = await TakeTermWhenFreeAsync(name);
        await using var pool = await Replica(name).WritePools().OpenAsync(term.Term, default);
        await lead(pool);
    }

    private async Task<HeldTerm> TakeTermWhenFreeAsync(string name)
    {
        await Eventually.BecomesTrueAsync("the main lock is free", async () => await LocksAsync(LockCounter.Main) == 0, Bounds.Back);
        return await Replica(name).TakeTermAsync();
    }

    private Task<FrozenPeer> HoldPoolLockAsync(string sql, string? database = null) =>
        FrozenPeer.StartAsync(postgres.Server, database ?? _storage.Database, PoolLock(_storage.Database), sql);

    private Task<long> PoolLocksAsync() => LocksAsync(LockCounter.Pool);

    private Task<long> LocksAsync(LockCounter counter) =>
        postgres.Server.ReadAsync<long>(_storage.Database, $"select count(*) from pg_locks where locktype = 'advisory' and objid = {LockId.For(counter, _storage.Database)}");

    private Task<long> SessionsAsync(string kind) =>
        postgres.Server.ReadAsync<long>(_storage.Database, $"select count(*) from pg_stat_activity where datname = current_database() and application_name like '%/{kind}'");

    private async Task<IReadOnlyList<TermRecord>> HistoryAsync()
    {
        await using var reads = new PostgresReads(Replica("reader").Database, TimeProvider.System);
        return await new PostgresTermHistory(reads).ReadAsync(10, default);
    }

    private static int PoolLock(string database) => LockId.For(LockCounter.Pool, database);

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private PostgresReplica Replica(string name) => new(name, _storage);
}
