using System.Reflection;
using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Synchronizers;

namespace Canton.Ha.Actors.Shell;

/// <summary>What the status board of this process says, as the console shows it.</summary>
internal static class LocalStatus
{
    private static readonly string s_version = typeof(LocalStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static NodeStatus Of(AdminNode node) => Of(node.Board.Current, node.Uptime, node.Addresses(), node.Connections());

    private static NodeStatus Of(ReplicaStatus status, TimeSpan uptime, ReplicaAddresses addresses, IEnumerable<SynchronizerStatus> connections) => new(
        status.Replica, uptime, [.. addresses.Servers.Select(server => new NodeStatus.Named(server.Name, server.Address))],
        [.. connections.Select(known => new NodeStatus.Synchronizer(known.Registered.Id ?? known.Registered.Alias, known.IsConnected))], status.IsActive, status.Role, status.Term, TimeProvider.System.GetElapsedTime(status.Since), status.Why,
        [.. status.Stages.Select(stage => new NodeStatus.Named(stage.Name, stage.IsOpen ? "Ok()" : "Not Initialized"))],
        status.Trouble, status.Roster.Policy, s_version, []);
}
