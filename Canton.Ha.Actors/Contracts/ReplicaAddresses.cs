namespace Canton.Ha.Actors.Contracts;

/// <summary>Where the servers of a replica can be reached from outside: host:port, or empty where it has no such server.</summary>
/// <param name="Health">Its health server (HTTP).</param>
/// <param name="Admin">Its Admin API (gRPC).</param>
/// <param name="Ledger">Its Ledger API (gRPC).</param>
public sealed record ReplicaAddresses(string Health, string Admin, string Ledger)
{
    /// <summary>No server that anybody knows of.</summary>
    public static readonly ReplicaAddresses None = new("", "", "");

    /// <summary>The servers there are, by their names: ledger, admin, health.</summary>
    public IEnumerable<(string Name, string Address)> Servers =>
        new[] { ("ledger", Ledger), ("admin", Admin), ("health", Health) }.Where(server => server.Item2.Length > 0);
}
