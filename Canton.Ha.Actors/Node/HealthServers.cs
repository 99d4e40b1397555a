using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Health;

namespace Canton.Ha.Actors.Node;

/// <summary>Every health server of this process: one for all its replicas, and one for each that has its own.</summary>
internal sealed class HealthServers : IAsyncDisposable
{
    private readonly List<HealthServer> _servers = [];

    private HealthServers()
    {
    }

    /// <exception cref="ConfigurationRefusedException">One of them cannot listen; none does then.</exception>
    public static async Task<HealthServers> StartAsync(CantonSettings settings, IReadOnlyList<Replica> replicas, CancellationToken cancellation)
    {
        var started = new HealthServers();
        try
        {
            if (settings.Health is { } common)
                await started.AddAsync(common.Server, "canton.monitoring.health.server", replicas, cancellation);

            foreach (var replica in replicas)
                if (replica.Settings.Health is { } own)
                    await started.AddAsync(own, $"{replica.Settings.Path}.monitoring.http-health-server", [replica], cancellation);
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }

        return started;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private async Task AddAsync(HttpEndpoint endpoint, string key, IReadOnlyList<Replica> replicas, CancellationToken cancellation)
    {
        var server = await HealthServer.StartAsync(endpoint, key, [.. replicas.Select(replica => replica.Board)], cancellation);
        _servers.Add(server);
        foreach (var replica in replicas)
            replica.Addresses.HealthListens(endpoint, server.Port);
    }
}
