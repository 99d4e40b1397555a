using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Management;
using Canton.Ha.Actors.Storage.Embedded;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Tests.Ledger.Management;

public sealed class EmbeddedManagementSpec : ManagementContract
{
    private readonly EmbeddedDisk _disk = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _disk.Dispose();
    }

    private protected override Task<ManagementPlace> OpenAsync()
    {
        var settings = new StorageSettings.Embedded(_disk.Path, WriteConnections: 2);
        var storage = EmbeddedStorage.For(
            settings, EmbeddedDisk.Replica("participant1", "participant", settings), () => EmbeddedDisk.Addresses, [LedgerSchema.Part], TimeProvider.System);
        return ManagementPlace.InDatabaseAsync(storage, ManagementSql.Embedded, "", Here);
    }
}
