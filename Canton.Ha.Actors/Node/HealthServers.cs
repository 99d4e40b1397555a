using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Health;

namespace Canton.Ha.Actors.Node;

/// <summary>Every health server of this process: one for all its replicas, and one for each that has its own.</summary>
internal sealed class HealthServers(CantonSettings settings, IReadOnlyList<Replica> replicas) : IAsyncDisposable
{
    private readonly List<HealthServer> _servers = [];

    /// <summary>Begins to listen.</summary>
    /// <exception cref="ConfigurationRefusedException">One of them cannot listen.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (settings.Health is { } common)
            await AddAsync(common.Server, "canton.monitoring.health.server", replicas, cancellation);

        foreach (var replica in replicas)
            if (replica.Settings.Health is { } own)
                await AddAsync(own, $"{replica.Settings.Path}.monitoring.http-health-server", [replica], cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private async Task AddAsync(HttpEndpoint endpoint, string key, IReadOnlyList<Replica> served, CancellationToken cancellation)
    {
        var pages = new DashboardSite([.. served.Select(replica => replica.Dashboard)], operators: null);
        var server = await HealthServer.StartAsync(endpoint, key, [.. served.Select(replica => replica.Board)], pages, cancellation);
        _servers.Add(server);
        foreach (var replica in served)
            replica.Addresses.HealthListens(endpoint, server.Port);
    }
}
