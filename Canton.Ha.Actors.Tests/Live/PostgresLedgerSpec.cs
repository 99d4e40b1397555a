using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Store.Postgres;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Postgres;
using Canton.Ha.Actors.Tests.Ledger;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

[Collection(SharedPostgresTests.Name)]
public sealed class PostgresLedgerSpec(SharedPostgres postgres) : StoredLedgerContract
{
    private const string EmptySql = """
        truncate canton_ha.synchronizer, canton_ha.ledger_update, canton_ha.ledger_block, canton_ha.contract, canton_ha.consumption, canton_ha.in_flight,
            canton_ha.hosting, canton_ha.ledger_difference;
        update canton_ha.ledger_end set ledger_offset = 0, published_at = -62135596800000000, pruned_up_to = 0, pruned_published_at = -62135596800000000
        """;

    private StorageSettings.Postgres _settings = null!;
    private (ReplicaStorage Storage, WriteAccess Access, LedgerStores Stores) _replica;

    private protected override (ReplicaStorage Storage, WriteAccess Access, LedgerStores Stores) Replica => _replica;

    public override async Task InitializeAsync()
    {
        _settings = await postgres.CreateDatabaseAsync();
        var replica = EmbeddedDisk.Patient("participant1", _settings);
        var storage = PostgresStorage.For(_settings, replica, () => EmbeddedDisk.Addresses, [LedgerSchema.Part], hasStatementFence: true);
        var access = new WriteAccess();
        _replica = (storage, access, LedgerStores.For(_settings, storage, access));
        await base.InitializeAsync();
    }

    [Fact]
    public async Task Plans_go_through_indexes_whatever_is_known_of_the_tables()
    {
        await using var reading = await Replica.Storage.Reads.OpenAsync(default);
        await using var writing = await Replica.Access.RentAsync(default);

        foreach (var connection in new[] { reading, writing.Connection })
        {
            await using var command = connection.Command("select string_agg(name, ' ' order by name) from pg_settings where source = 'client' and setting = 'off'");
            (await command.ExecuteScalarAsync()).Should().Be("enable_bitmapscan enable_hashjoin enable_mergejoin enable_seqscan jit");
        }
    }

    [Theory]
    [InlineData("ended")]
    [InlineData("active")]
    [InlineData("found")]
    public async Task Contracts_are_looked_up_by_their_keys_in_a_table_that_was_never_analysed(string asked)
    {
        await postgres.Server.ExecuteAsync(_settings.Database, """
            alter table canton_ha.contract set (autovacuum_enabled = false);
            insert into canton_ha.contract select i, 0, hashint8extended(i, 0), 1, repeat('x', 300)::bytea, int8send(i), null from generate_series(1, 20000) i
            """);
        await using var writing = await Replica.Access.RentAsync(default);
        await using var command = asked switch
        {
            "ended" => writing.Connection.Command($"explain {new PostgresWriteSql().EndContracts}", new[] { 1L, 2L }, new[] { new byte[] { 1 }, [2] }, new[] { 3L, 4L }),
            "active" => writing.Connection.Command($"explain {new PostgresReadSql().ActiveByKeys}", new[] { 1L, 2L }),
            _ => writing.Connection.Command($"explain {new PostgresReadSql().ContractsByKey}", 1L),
        };

        var plan = new List<string>();
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
            plan.Add(row.GetString(0));

        plan.Where(line => line.Contains("on contract c", StringComparison.Ordinal) && line.Contains("Scan", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().Contain("contract_by_key");
    }

    private protected override Task<long> CountAsync(string table) => postgres.Server.ReadAsync<long>(_settings.Database, $"select count(*) from canton_ha.{table}");

    private protected override Task RaisePruningAsync(long upTo) => postgres.Server.ExecuteAsync(_settings.Database, $"update canton_ha.ledger_end set pruned_up_to = {upTo}");

    private protected override Task EmptyAsync() => postgres.Server.ExecuteAsync(_settings.Database, EmptySql);
}
