using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Embedded;
using Canton.Ha.Actors.Storage.Memory;
using Canton.Ha.Actors.Storage.Postgres;

namespace Canton.Ha.Actors.Node;

/// <summary>Chooses the storage of a replica. Nothing is opened yet.</summary>
internal static class Storages
{
    public static ReplicaStorage For(ParticipantSettings replica, Func<ReplicaAddresses> addresses, NodeOptions options) => replica.Storage switch
    {
        StorageSettings.Postgres postgres => PostgresStorage.For(postgres, replica, addresses, options.HasStatementFence),
        StorageSettings.Embedded embedded => EmbeddedStorage.For(embedded, replica, addresses, TimeProvider.System),
        StorageSettings.Memory => MemoryStorage.For(replica, addresses),
        _ => throw new ArgumentOutOfRangeException(nameof(replica), replica.Storage, "There is no such storage."),
    };
}
