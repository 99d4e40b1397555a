using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Postgres;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Npgsql;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

[Collection(SharedPostgresTests.Name)]
public class PostgresSessionsSpec(SharedPostgres postgres) : IAsyncLifetime
{
    private static readonly TimeSpan AtOnce = 500.Milliseconds();

    private StorageSettings.Postgres _storage = null!;

    public async Task InitializeAsync() => _storage = await postgres.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Gives_the_main_lock_to_one_session_only_and_a_greater_term_to_each_holder()
    {
        await using var first = await Replica("one").OpenMainAsync();
        await using var second = await Replica("two").OpenMainAsync();

        var term = await first.TryTakeAsync();
        (await second.TryTakeAsync()).Should().BeNull();
        await first.ReleaseAsync();

        (await second.TryTakeAsync()).Should().BeGreaterThan(term!.Value);
    }

    [Fact]
    public async Task Holds_the_lock_under_the_id_the_reference_would_use()
    {
        await using var session = await Replica("one").OpenMainAsync();
        await session.TryTakeAsync();

        (await postgres.Server.ReadAsync<long>(_storage.Database, $"""
            select objid::bigint from pg_locks where locktype = 'advisory' and classid = 0 and objsubid = 1 and mode = 'ExclusiveLock' and pid = {session.Id.Pid}
            """)).Should().Be(LockId.For(LockCounter.Main, _storage.Database));
    }

    [Fact]
    public async Task Takes_the_lock_at_most_once_in_the_life_of_a_session()
    {
        await using var session = await Replica("one").OpenMainAsync();
        await session.TryTakeAsync();

        var again = () => session.TryTakeAsync();

        await again.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Wakes_the_others_when_the_lock_is_released()
    {
        var other = Replica("two");
        await using var holder = await Replica("one").OpenMainAsync();
        await using var waiting = await other.OpenMainAsync();
        await holder.TryTakeAsync();

        await holder.ReleaseAsync();

        await other.ExpectAsync<SessionSignal.Woken>(AtOnce);
        (await waiting.TryTakeAsync()).Should().NotBeNull();
    }

    [Fact]
    public async Task Proves_the_lock_while_it_is_held_and_fails_when_it_is_not()
    {
        await using var holder = await Replica("one").OpenMainAsync();
        await using var other = await Replica("two").OpenMainAsync();
        await holder.TryTakeAsync();

        await holder.ProveAsync(default);
        var unfounded = () => other.ProveAsync(default);

        await unfounded.Should().ThrowAsync<UntrustedServerException>().WithMessage("*does not hold the main lock*");
    }

    [Fact]
    public async Task Does_not_take_an_equal_lock_in_another_database_for_its_own()
    {
        var elsewhere = await postgres.CreateDatabaseAsync();
        await using var foreign = await postgres.Server.ConnectAsync(elsewhere.Database);
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({LockId.For(LockCounter.Main, _storage.Database)})", foreign);
        await command.ExecuteNonQueryAsync();
        await using var presence = await Replica("two").OpenPresenceAsync();

        (await presence.ReadAsync(default)).Leader.Should().BeNull();
        await using var session = await Replica("one").OpenMainAsync();
        (await session.TryTakeAsync()).Should().NotBeNull();
    }

    [Fact]
    public async Task Says_broken_at_once_and_once_when_the_server_ends_the_session()
    {
        var replica = Replica("one");
        await using var session = await replica.OpenMainAsync();
        await session.TryTakeAsync();

        await EndAsync(session);

        (await replica.ExpectAsync<SessionSignal.Broken>(AtOnce)).Cause.Should().BeAssignableTo<NpgsqlException>();
        var proof = () => session.ProveAsync(default);
        await proof.Should().ThrowAsync<NpgsqlException>();
        replica.Signals.Reader.TryRead(out _).Should().BeFalse();
    }

    [Fact]
    public async Task Is_silent_and_free_of_the_lock_once_disposed()
    {
        var replica = Replica("one");
        var session = await replica.OpenMainAsync();
        await session.TryTakeAsync();

        await session.DisposeAsync();

        await using var other = await Replica("two").OpenMainAsync();
        await Eventually.BecomesTrueAsync("the lock is free", async () => await other.TryTakeAsync() is not null, AtOnce);
        replica.Signals.Reader.TryRead(out _).Should().BeFalse();
    }

    [Fact]
    public async Task Is_ended_by_the_server_when_it_is_idle_for_too_long_although_notifications_arrive()
    {
        var replica = Replica("one");
        await using var session = await replica.OpenMainAsync();
        await session.TryTakeAsync();
        var opened = TimeProvider.System.GetTimestamp();
        await using var noise = await postgres.Server.ConnectAsync(_storage.Database);

        await Eventually.BecomesTrueAsync("the session is ended", async () =>
        {
            await using var notify = new NpgsqlCommand($"notify {LockSql.LockChannel}, 'noise'", noise);
            await notify.ExecuteNonQueryAsync();
            return await postgres.Server.ReadAsync<long>(_storage.Database, $"select count(*) from pg_stat_activity where pid = {session.Id.Pid}") == 0;
        }, within: 5.Seconds());

        TimeProvider.System.GetElapsedTime(opened).Should().BeCloseTo(FastSettings.Connection.IdleSessionTimeout, 600.Milliseconds());
        await replica.ExpectAsync<SessionSignal.Broken>(AtOnce);
    }

    [Fact]
    public async Task Waits_for_the_drivers_socket_itself()
    {
        await using var connection = await postgres.Server.ConnectAsync(_storage.Database);
        using var bell = new Doorbell();

        new IdleWait(connection, bell).IsInterruptible.Should().BeTrue("otherwise idle sessions burn the processor in short waits");
        DriverSocket.UnreadBytes(connection).Should().Be(0, "otherwise each call ends with a short wait");
        DriverSocket.BlockInKernel(connection).Should().BeTrue("otherwise a starved thread pool can delay a proof");
    }

    [Fact]
    public async Task Hears_what_comes_together_with_the_answer_to_a_statement()
    {
        var heard = new SignalLog();
        using var isSaid = new ManualResetEventSlim();
        var (session, _) = await WatchedConnection.OpenAsync("session", "one", heard.Hear, () => (Listen(), true));
        await using var whileItLives = session;

        var call = session.CallAsync(connection => ReadSlowly(connection, isSaid), default);
        await postgres.Server.ExecuteAsync(_storage.Database, $"notify {LockSql.LockChannel}, 'two'");
        await Eventually.PassesAsync(200.Milliseconds());
        isSaid.Set();

        (await call).Should().Be(20);
        (await heard.NextAsync()).Should().BeOfType<SessionSignal.Woken>();
    }

    [Fact]
    public async Task Shows_on_the_server_whose_session_it_is_in_63_bytes()
    {
        await using var session = await Replica(string.Concat(Enumerable.Repeat("participänt", 10))).OpenMainAsync();

        var name = await postgres.Server.ReadAsync<string>(_storage.Database, $"select application_name from pg_stat_activity where pid = {session.Id.Pid}");

        name.Should().StartWith("canton-ha/particip").And.EndWith("/main");
    }

    [Fact]
    public async Task Sets_every_deadline_as_a_start_up_option_so_that_a_reset_leaves_it()
    {
        await using var connection = new SessionOpener(Replica("one").Database).Open(SessionKind.Main, _storage.Hosts[0]);
        await using var command = new NpgsqlCommand("""
            reset all;
            select string_agg(name || '=' || setting, ' ' order by name) from pg_settings
            where name in ('tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count', 'tcp_user_timeout', 'idle_session_timeout', 'client_connection_check_interval')
            """, connection);

        (await command.ExecuteScalarAsync()).Should().Be(
            "client_connection_check_interval=500 idle_session_timeout=2500 tcp_keepalives_count=2 tcp_keepalives_idle=1 tcp_keepalives_interval=1 tcp_user_timeout=2000");
    }

    private NpgsqlConnection Listen()
    {
        var connection = new NpgsqlConnection($"Host={_storage.Hosts[0]};Port={_storage.Port};Database={_storage.Database};Username=postgres;Pooling=false");
        connection.Open();
        using var listen = new NpgsqlCommand($"listen {LockSql.LockChannel}", connection);
        listen.ExecuteNonQuery();
        return connection;
    }

    /// <summary>More than the driver reads at once, so that the end of the answer waits on the socket together with whatever follows it.</summary>
    private static int ReadSlowly(NpgsqlConnection connection, ManualResetEventSlim isSaid)
    {
        using var command = new NpgsqlCommand("select repeat('x', 1000) from generate_series(1, 20)", connection);
        using var reader = command.ExecuteReader();
        var rows = 0;
        for (; reader.Read(); rows++)
            isSaid.Wait();
        return rows;
    }

    private Task EndAsync(ILockSession session) =>
        postgres.Server.ExecuteAsync(_storage.Database, $"select pg_terminate_backend({session.Id.Pid})");

    private PostgresReplica Replica(string name) => new(name, _storage);
}
