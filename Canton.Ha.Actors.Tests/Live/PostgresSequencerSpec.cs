using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Sequencing.Postgres;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Postgres;
using Canton.Ha.Actors.Tests.Sequencing;
using Canton.Ha.Actors.Tests.Support;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

[Collection(SharedPostgresTests.Name)]
public sealed class PostgresSequencerSpec(SharedPostgres postgres) : SequencerContract
{
    private StorageSettings.Postgres _storage = null!;

    public override async Task InitializeAsync()
    {
        _storage = await postgres.CreateDatabaseAsync();
        await base.InitializeAsync();
    }

    private protected override Task<ReplicaStorage> OpenStorageAsync()
    {
        var replica = EmbeddedDisk.Replica("sync1", "sync", _storage) with { Kind = NodeKind.Synchronizer };
        return Task.FromResult(PostgresStorage.For(_storage, replica, () => EmbeddedDisk.Addresses, [SequencerSchema.Part], hasStatementFence: true));
    }

    private protected override ISequencerStore StoreOn(ReplicaStorage storage) => new PostgresSequencerStore(storage.Reads);

    private protected override Task<long> CountAsync(string table) =>
        postgres.Server.ReadAsync<long>(_storage.Database, $"select count(*) from canton_ha.{table}");
}
