using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Locking.Memory;
using Canton.Ha.Actors.Storage.Embedded;

namespace Canton.Ha.Actors.Storage.Memory;

/// <summary>The storage of the only replica of a participant that keeps nothing.</summary>
public static class MemoryStorage
{
    /// <summary>Creates the database, which lives as long as the process.</summary>
    public static ReplicaStorage For(ParticipantSettings replica)
    {
        var address = replica.Health is { } health ? $"{health.Address}:{health.Port}" : "";
        var store = new MemoryStore(replica.Name, address, EmbeddedMigrations.Apply);
        var sessions = new MemorySessions(store);
        return new ReplicaStorage(sessions, sessions, new MemoryWritePools(store), new MemoryTermHistory(store));
    }
}
