using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Embedded;
using Canton.Ha.Actors.Storage.Memory;

namespace Canton.Ha.Actors.Node;

/// <summary>Chooses the storage of a replica. Nothing is opened yet.</summary>
internal static class Storages
{
    public static ReplicaStorage For(ParticipantSettings replica) => replica.Storage switch
    {
        StorageSettings.Embedded embedded => EmbeddedStorage.For(embedded, replica, TimeProvider.System),
        StorageSettings.Memory => MemoryStorage.For(replica),
        _ => throw new ArgumentOutOfRangeException(nameof(replica), replica.Storage, "There is no such storage."),
    };
}
