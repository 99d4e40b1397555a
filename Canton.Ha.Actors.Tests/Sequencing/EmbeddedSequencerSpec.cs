using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Sequencing.Embedded;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Embedded;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Tests.Sequencing;

public sealed class EmbeddedSequencerSpec : SequencerContract
{
    private readonly EmbeddedDisk _disk = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _disk.Dispose();
    }

    private protected override Task<ReplicaStorage> OpenStorageAsync()
    {
        var settings = new StorageSettings.Embedded(_disk.Path, WriteConnections: 2);
        var replica = EmbeddedDisk.Replica("sync1", "sync", settings) with { Kind = NodeKind.Synchronizer };
        return Task.FromResult(EmbeddedStorage.For(settings, replica, () => EmbeddedDisk.Addresses, [SequencerSchema.Part], TimeProvider.System));
    }

    private protected override ISequencerStore StoreOn(ReplicaStorage storage) => new EmbeddedSequencerStore(storage.Reads);

    private protected override Task<long> CountAsync(string table) => Task.FromResult(_disk.Count($"select count(*) from {table}"));
}
