using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Postgres;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Actors.Tests.Synchronizers;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

[Collection(SharedPostgresTests.Name)]
public sealed class PostgresRegistrySpec(SharedPostgres postgres) : RegistryContract
{
    private StorageSettings.Postgres _storage = null!;

    public override async Task InitializeAsync()
    {
        _storage = await postgres.CreateDatabaseAsync();
        await base.InitializeAsync();
    }

    private protected override NodeSettings Replica => EmbeddedDisk.Replica("participant1", "participant", _storage);

    private protected override ReplicaStorage OpenStorage() =>
        PostgresStorage.For(_storage, Replica, () => EmbeddedDisk.Addresses, [SynchronizerSchema.Part], hasStatementFence: true);

    private protected override async Task<IReadOnlyList<string>> ReadAsync(string sql) => await postgres.Server.ReadAsync<string[]>(
        _storage.Database, $"select coalesce(array_agg(read::text), '{{}}') from ({sql.Replace("from ", "from canton_ha.", StringComparison.Ordinal)}) as found (read)");
}
