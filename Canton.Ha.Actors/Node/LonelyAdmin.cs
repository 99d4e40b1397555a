using System.Net;
using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Node;

/// <summary>Finds replicas whose roster other hosts can read, but whose Admin API they cannot reach.</summary>
internal static class LonelyAdmin
{
    /// <summary>One sentence for the operator; null when there is nothing to say.</summary>
    public static string? Warning(NodeSettings settings)
    {
        if (settings.Storage is not StorageSettings.Postgres postgres || !IsLoopback(settings.Admin.Endpoint.Address) || postgres.Hosts.All(IsLoopback))
            return null;
        return $"{settings.Name} shares its roster through {string.Join(", ", postgres.Hosts)}, but its Admin API listens on {settings.Admin.Endpoint.Address}, where no other host can reach it; set {settings.Path}.admin-api.address to one that they can.";
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
