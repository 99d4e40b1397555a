using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Embedded;
using Canton.Ha.Actors.Storage.Memory;
using Canton.Ha.Actors.Storage.Postgres;
using Canton.Ha.Actors.Synchronizers;

namespace Canton.Ha.Actors.Node;

/// <summary>Chooses the storage of a replica. Nothing is opened yet.</summary>
internal static class Storages
{
    public static ReplicaStorage For(NodeSettings replica, Func<ReplicaAddresses> addresses, NodeOptions options) => replica.Storage switch
    {
        StorageSettings.Postgres postgres => PostgresStorage.For(postgres, replica, addresses, PartsOf(replica), options.HasStatementFence),
        StorageSettings.Embedded embedded => EmbeddedStorage.For(embedded, replica, addresses, PartsOf(replica), TimeProvider.System),
        StorageSettings.Memory => MemoryStorage.For(replica, addresses, PartsOf(replica)),
        _ => throw new ArgumentOutOfRangeException(nameof(replica), replica.Storage, "There is no such storage."),
    };

    private static IReadOnlyList<SchemaPart> PartsOf(NodeSettings replica) =>
        replica is SynchronizerSettings ? [SequencerSchema.Part] : [LedgerSchema.Part, SynchronizerSchema.Part];
}
