namespace Canton.Ha.Actors.Configuration;

/// <summary>One replica: a block of <c>canton.participants</c>.</summary>
/// <param name="Name">Its name, which is its key.</param>
/// <param name="Identity"><c>init.identity</c>: the logical participant. Replicas of one storage must agree on it; the first one writes it there.</param>
/// <param name="Storage">What it shares with the other replicas.</param>
/// <param name="Replication">How it does that.</param>
/// <param name="Health"><c>monitoring.http-health-server</c>; null when it has none of its own.</param>
public sealed record ParticipantSettings(
    string Name, string Identity, StorageSettings Storage, ReplicationSettings Replication, HttpEndpoint? Health);

/// <summary>Where a server listens.</summary>
/// <param name="Address">An IP address.</param>
/// <param name="Port">1 to 65535; 0 lets the system choose.</param>
public sealed record HttpEndpoint(string Address, int Port);
