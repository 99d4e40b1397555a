namespace Canton.Ha.Actors.Configuration;

/// <summary>What every replica has, whatever its node is for.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">Its name, which is its key.</param>
/// <param name="Identity"><c>init.identity</c>: the logical node. Replicas of one storage must agree on it; the first one writes it there.</param>
/// <param name="Storage">What it shares with the other replicas.</param>
/// <param name="Replication">How it does that.</param>
/// <param name="Health"><c>monitoring.http-health-server</c>; null when it has none of its own.</param>
/// <param name="Admin"><c>admin-api</c>: its Admin API.</param>
/// <param name="GrpcHealth"><c>monitoring.grpc-health-server</c>: a port for gRPC health alone; null when it has none.</param>
/// <param name="AdvertisedAddress"><c>advertised-address</c>: host name or IP address under which its servers can be reached; null for the address each listens on.</param>
public record NodeSettings(
    NodeKind Kind, string Name, string Identity, StorageSettings Storage, ReplicationSettings Replication, HttpEndpoint? Health,
    AdminApiSettings Admin, HttpEndpoint? GrpcHealth, string? AdvertisedAddress)
{
    /// <summary>Where it stands in the configuration.</summary>
    public string Path => $"canton.{BlockOf(Kind)}.{Name}";

    /// <summary>To whom the storage belongs: the first replica writes this there.</summary>
    public StorageOwner Owner => new(Kind, Identity);

    /// <summary>What clients and other nodes call the logical node.</summary>
    public NodeUid Uid => new(Identity);

    /// <summary>The key below <c>canton</c> that has the nodes of a kind.</summary>
    internal static string BlockOf(NodeKind kind) => kind == NodeKind.Participant ? "participants" : "synchronizers";

    /// <summary>Null when it has a problem, which is then noted in the block.</summary>
    internal static NodeSettings? From(NodeKind kind, string name, SettingsBlock node)
    {
        var problems = node.Problems.Count;
        var storage = StorageSettings.From(node.Block("storage"));
        var replication = ReplicationFor(storage, node.Block("replication"));
        var health = node.Block("monitoring", "http-health-server").Endpoint(isWanted: node.IsGiven("monitoring", "http-health-server"));
        var admin = AdminApiSettings.From(node.Block("admin-api"));
        var grpcHealth = node.Block("monitoring", "grpc-health-server").Endpoint(isWanted: node.IsGiven("monitoring", "grpc-health-server"));
        var advertised = node.HostOrNull("advertised-address");
        var identity = node.Block("init").TextOrNull("identity") ?? storage?.DefaultIdentity ?? name;
        node.RequirePlain(name, kind.ToString().ToLowerInvariant());
        if (storage is null || replication is null || node.Problems.Count > problems)
            return null;
        return new NodeSettings(kind, name, identity, storage, replication, health, admin, grpcHealth, advertised);
    }

    /// <summary>Without storage there are no defaults of its kind, so that nothing can be said about what is missing.</summary>
    private static ReplicationSettings? ReplicationFor(StorageSettings? storage, SettingsBlock block)
    {
        if (storage is null)
        {
            block.LeaveUnread();
            return null;
        }
        var replication = ReplicationSettings.From(block);
        if (replication.Enabled && storage is StorageSettings.Memory)
            block.Problems.Add(
                block.OriginOf("enabled"),
                $"{block.Path}.enabled is true, but replicas cannot share storage.type = memory; set it to false, or use postgres or embedded.");
        return replication;
    }
}
