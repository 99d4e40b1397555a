using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Node;

/// <summary>The gRPC servers of this process: the Admin API of each replica, and a port for gRPC health alone where one is configured.</summary>
internal sealed class AdminServers(IReadOnlyList<Replica> replicas) : IAsyncDisposable
{
    private readonly List<AdminServer> _servers = [];
    private readonly List<(string Replica, string Api, string Address)> _listening = [];

    /// <summary>Begins to listen; calls are answered when the replicas have started.</summary>
    /// <exception cref="ConfigurationRefusedException">One of them cannot listen.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        foreach (var replica in replicas)
            await AddAsync(replica, cancellation);
    }

    /// <summary>Where they listen, as facts to be published.</summary>
    public IEnumerable<ReplicaEvent> Listening(TimeSpan now) =>
        _listening.Select(server => new ReplicaEvent.Listens(server.Replica, 0, now, server.Api, server.Address));

    /// <summary>All of them stop at the same time.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_servers.Select(server => server.DisposeAsync().AsTask()));

    private async Task AddAsync(Replica replica, CancellationToken cancellation)
    {
        var admin = await AdminServer.StartAsync(replica.Admin, cancellation);
        replica.Addresses.AdminListens(replica.Settings.Admin.Endpoint, admin.Port);
        Add(replica, "Admin API", replica.Settings.Admin.Endpoint, admin);
        if (replica.Settings.GrpcHealth is { } endpoint)
            Add(replica, "gRPC health", endpoint, await AdminServer.StartHealthAsync(replica.Admin, endpoint, cancellation));
    }

    private void Add(Replica replica, string api, HttpEndpoint endpoint, AdminServer server)
    {
        _servers.Add(server);
        _listening.Add((replica.Settings.Name, api, $"{endpoint.Address}:{server.Port}"));
    }
}
