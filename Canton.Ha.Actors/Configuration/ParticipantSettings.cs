using System.Net;

namespace Canton.Ha.Actors.Configuration;

/// <summary>One replica: a block of <c>canton.participants</c>.</summary>
/// <param name="Name">Its name, which is its key.</param>
/// <param name="Identity"><c>init.identity</c>: the logical participant. Replicas of one storage must agree on it; the first one writes it there.</param>
/// <param name="Storage">What it shares with the other replicas.</param>
/// <param name="Replication">How it does that.</param>
/// <param name="Health"><c>monitoring.http-health-server</c>; null when it has none of its own.</param>
/// <param name="Admin"><c>admin-api</c>: its Admin API.</param>
/// <param name="GrpcHealth"><c>monitoring.grpc-health-server</c>: a port for gRPC health alone; null when it has none.</param>
/// <param name="AdvertisedAddress"><c>advertised-address</c>: host name or IP address under which its servers can be reached; null for the address each listens on.</param>
public sealed record ParticipantSettings(
    string Name, string Identity, StorageSettings Storage, ReplicationSettings Replication, HttpEndpoint? Health,
    AdminApiSettings Admin, HttpEndpoint? GrpcHealth, string? AdvertisedAddress)
{
    /// <summary>Null when it has a problem, which is then noted in the block.</summary>
    internal static ParticipantSettings? From(string name, SettingsBlock participant)
    {
        var problems = participant.Problems.Count;
        var storage = StorageSettings.From(participant.Block("storage"));
        var replication = ReplicationFor(storage, participant.Block("replication"));
        var health = participant.Block("monitoring", "http-health-server").Endpoint(isWanted: participant.IsGiven("monitoring", "http-health-server"));
        var admin = AdminApiSettings.From(participant.Block("admin-api"));
        var grpcHealth = participant.Block("monitoring", "grpc-health-server").Endpoint(isWanted: participant.IsGiven("monitoring", "grpc-health-server"));
        var advertised = participant.HostOrNull("advertised-address");
        var identity = participant.Block("init").TextOrNull("identity") ?? storage?.DefaultIdentity ?? name;
        if (!IsPlain(name))
            participant.Problems.Add(participant.OriginOf(), $"{participant.Path} is not a name for a participant; it may have letters, digits, - and _, and begins with a letter or digit.");
        if (storage is null || replication is null || participant.Problems.Count > problems)
            return null;
        return new ParticipantSettings(name, identity, storage, replication, health, admin, grpcHealth, advertised);
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

    internal static bool IsPlain(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

/// <summary>Where a server listens.</summary>
/// <param name="Address">An IP address.</param>
/// <param name="Port">1 to 65535; 0 lets the system choose.</param>
public sealed record HttpEndpoint(string Address, int Port)
{
    /// <summary>It listens on every address of its host.</summary>
    public bool IsEverywhere =>
        IPAddress.TryParse(Address, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
}
