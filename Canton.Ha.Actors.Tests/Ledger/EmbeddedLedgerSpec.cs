using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Embedded;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Tests.Ledger;

public sealed class EmbeddedLedgerSpec : StoredLedgerContract
{
    private const string EmptySql = """
        delete from synchronizer; delete from ledger_update; delete from ledger_block; delete from contract; delete from consumption; delete from in_flight;
        delete from hosting; delete from ledger_difference; update ledger_end set ledger_offset = 0, published_at = -62135596800000000, pruned_up_to = 0, pruned_published_at = -62135596800000000
        """;

    private readonly EmbeddedDisk _disk = new();

    public EmbeddedLedgerSpec()
    {
        var settings = new StorageSettings.Embedded(_disk.Path, WriteConnections: 2);
        var storage = EmbeddedStorage.For(settings, EmbeddedDisk.Replica("participant1", "participant", settings), () => EmbeddedDisk.Addresses, [LedgerSchema.Part], TimeProvider.System);
        var access = new WriteAccess();
        Replica = (storage, access, LedgerStores.For(settings, storage, access));
    }

    private protected override (ReplicaStorage Storage, WriteAccess Access, LedgerStores Stores) Replica { get; }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _disk.Dispose();
    }

    private protected override Task<long> CountAsync(string table) => Task.FromResult(_disk.Count($"select count(*) from {table}"));

    private protected override Task RaisePruningAsync(long upTo)
    {
        _disk.Execute($"update ledger_end set pruned_up_to = {upTo}");
        return Task.CompletedTask;
    }

    private protected override Task EmptyAsync()
    {
        _disk.Execute(EmptySql);
        return Task.CompletedTask;
    }
}
