using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Management;
using Canton.Ha.Actors.Storage.Postgres;
using Canton.Ha.Actors.Tests.Ledger.Management;
using Canton.Ha.Actors.Tests.Support;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

[Collection(SharedPostgresTests.Name)]
public sealed class PostgresManagementSpec(SharedPostgres postgres) : ManagementContract
{
    private protected override async Task<ManagementPlace> OpenAsync()
    {
        var settings = await postgres.CreateDatabaseAsync();
        var storage = PostgresStorage.For(
            settings, EmbeddedDisk.Replica("participant1", "participant", settings), () => EmbeddedDisk.Addresses, [LedgerSchema.Part], hasStatementFence: true);
        return await ManagementPlace.InDatabaseAsync(storage, ManagementSql.Postgres, "canton_ha.", Here);
    }
}
