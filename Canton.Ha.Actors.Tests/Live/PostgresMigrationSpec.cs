using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Postgres;
using Canton.Ha.Actors.Storage.Postgres;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

[Collection(SharedPostgresTests.Name)]
public class PostgresMigrationSpec(SharedPostgres postgres) : IAsyncLifetime
{
    private static readonly Migration Next = Migration.Parse(
        $"{Migration.BuiltIn[^1].Version + 1:D4}-next.sql", "-- works-with: 1\ncreate table canton_ha.next (id int);\n");

    private StorageSettings.Postgres _storage = null!;

    public async Task InitializeAsync() => _storage = await postgres.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Is_done_once_when_many_replicas_start_at_the_same_instant()
    {
        var sessions = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => new PostgresReplica($"replica{i}", _storage).OpenMainAsync()));

        (await AppliedAsync()).Should().Be(Migration.BuiltIn.Count);
        foreach (var session in sessions)
            await session.DisposeAsync();
    }

    [Fact]
    public async Task Waits_for_the_lock_of_a_replica_that_is_migrating()
    {
        await using var migrating = await postgres.Server.ConnectAsync(_storage.Database);
        await RunAsync(migrating, $"select pg_advisory_lock({LockId.For(LockCounter.Migrations, _storage.Database)})");
        var opening = new PostgresReplica("one", _storage).OpenMainAsync();
        await Eventually.PassesAsync(TimeSpan.FromMilliseconds(300));
        opening.IsCompleted.Should().BeFalse();

        await migrating.CloseAsync();

        await using var session = await opening.WaitAsync(TimeSpan.FromSeconds(5));
        (await AppliedAsync()).Should().Be(Migration.BuiltIn.Count);
    }

    [Fact]
    public async Task Adds_what_is_missing()
    {
        await MigrateAsync(Migration.BuiltIn);
        await MigrateAsync([.. Migration.BuiltIn, Next]);

        (await postgres.Server.ReadAsync<bool>(_storage.Database, "select to_regclass('canton_ha.next') is not null")).Should().BeTrue();
    }

    [Fact]
    public async Task Leaves_nothing_of_a_migration_that_fails_half_way()
    {
        var failing = Next with { Sql = "-- works-with: 1\ncreate table canton_ha.next (id int);\nselect 1/0;\n" };
        await MigrateAsync(Migration.BuiltIn);

        var migrating = () => MigrateAsync([.. Migration.BuiltIn, failing]);

        await migrating.Should().ThrowAsync<PostgresException>();
        (await postgres.Server.ReadAsync<bool>(_storage.Database, "select to_regclass('canton_ha.next') is null")).Should().BeTrue();
        (await AppliedAsync()).Should().Be(Migration.BuiltIn.Count);
    }

    [Fact]
    public async Task Works_with_a_newer_schema_that_allows_it()
    {
        await MigrateAsync([.. Migration.BuiltIn, Next]);

        await MigrateAsync(Migration.BuiltIn);
    }

    [Fact]
    public async Task Refuses_a_newer_schema_that_does_not_allow_it()
    {
        await MigrateAsync([.. Migration.BuiltIn, Next with { WorksWith = Next.Version }]);

        var older = () => MigrateAsync(Migration.BuiltIn);

        await older.Should().ThrowAsync<StorageRefusedException>().WithMessage($"*is at version {Next.Version} and needs a binary built for version {Next.Version}*");
    }

    [Fact]
    public async Task Refuses_a_migration_whose_text_was_changed_after_it_was_applied()
    {
        await MigrateAsync([.. Migration.BuiltIn, Next]);

        var changed = () => MigrateAsync([.. Migration.BuiltIn, Migration.Parse(Next.Name, Next.Sql + "-- changed\n")]);

        await changed.Should().ThrowAsync<StorageRefusedException>().WithMessage($"Migration {Next.Name} *another text*");
    }

    [Fact]
    public async Task A_replica_of_the_first_version_goes_on_working_beside_newer_ones()
    {
        await MigrateAsync(Migration.BuiltIn);
        await MigrateAsync([Migration.BuiltIn[0]]);
        await using var older = await postgres.Server.ConnectAsync(_storage.Database, PostgresServer.Role);
        await RunAsync(older, "insert into canton_ha.session (pid, started_at, replica, address) select pid, (extract(epoch from backend_start) * 1000000)::bigint, 'older', 'old:1' from pg_stat_activity where pid = pg_backend_pid()");
        await RunAsync(older, $"select pg_try_advisory_lock_shared({LockId.For(LockCounter.Presence, _storage.Database)})");

        await using var newer = await new PostgresReplica("newer", _storage).OpenPresenceAsync();

        (await newer.ReadAsync(default)).Replicas.Should().Equal(
            new RosterEntry("newer", ReplicaAddresses.None), new RosterEntry("older", new ReplicaAddresses("old:1", "", "")));
    }

    private async Task MigrateAsync(IReadOnlyList<Migration> migrations)
    {
        await using var connection = await postgres.Server.ConnectAsync(_storage.Database, PostgresServer.Role);
        new SchemaMigrator(LockKeys.Of(_storage.Database), migrations).Migrate(connection, CancellationToken.None);
    }

    private Task<long> AppliedAsync() => postgres.Server.ReadAsync<long>(_storage.Database, "select count(*) from canton_ha.schema_version");

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
