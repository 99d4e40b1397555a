using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Shell;

/// <summary>What a node says about itself.</summary>
/// <param name="Replica">Its name, as it calls itself.</param>
/// <param name="Uptime">How long its process has run.</param>
/// <param name="Ports">Name and place of each server.</param>
/// <param name="Synchronizers">Those connected, and whether each is healthy.</param>
/// <param name="IsActive">It serves.</param>
/// <param name="Role">Its role.</param>
/// <param name="Term">The last term it held; 0 before the first.</param>
/// <param name="InRoleFor">How long it has had this role.</param>
/// <param name="Why">Why it took it.</param>
/// <param name="Components">Name and state of each.</param>
/// <param name="Trouble">What keeps it from contending; null when nothing does.</param>
/// <param name="Policy">What holds for taking over, as it knows it.</param>
/// <param name="Version">Of the program.</param>
/// <param name="ProtocolVersions">Those it understands.</param>
internal sealed record NodeStatus(
    string Replica, TimeSpan Uptime, IReadOnlyList<NodeStatus.Named> Ports, IReadOnlyList<NodeStatus.Synchronizer> Synchronizers,
    bool IsActive, ReplicaRole Role, long Term, TimeSpan InRoleFor, string Why, IReadOnlyList<NodeStatus.Named> Components, string? Trouble,
    FailoverPolicy Policy, string Version, IReadOnlyList<int> ProtocolVersions)
{
    public sealed record Named(string Name, string State);

    public sealed record Synchronizer(string Id, bool IsHealthy);
}
