using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Storage;

/// <summary>What one replica needs of the storage it shares with the others.</summary>
/// <param name="Locks">Main sessions.</param>
/// <param name="Presence">Presence sessions.</param>
/// <param name="WritePools">The barrier and the write sessions.</param>
/// <param name="History">The term table.</param>
/// <param name="Policies">What replicas keep to when they take over.</param>
/// <param name="Reads">Connections to read with.</param>
public sealed record ReplicaStorage(
    ILockSessions Locks, IPresenceSessions Presence, IWritePools WritePools, ITermHistory History, IFailoverPolicies Policies,
    IReads Reads);
