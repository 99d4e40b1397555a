using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Health;
using Canton.Ha.Actors.Health.Metrics;

namespace Canton.Ha.Actors.Node;

/// <summary>Every health server of this process: one for all its replicas, and one for each that has its own.</summary>
internal sealed class HealthServers(CantonSettings settings, IReadOnlyList<Replica> replicas) : IAsyncDisposable
{
    private readonly List<HealthServer> _servers = [];

    /// <summary>Listens to everything from the start, where there is a server that can show it.</summary>
    private readonly MetricStore? _metrics =
        settings.Health is null && replicas.All(replica => replica.Settings.Health is null) ? null : new MetricStore([.. replicas.Select(replica => replica.Meter)]);

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
        _metrics?.Dispose();
    }

    /// <summary>Tokens of operators shall not travel where others can read them: without TLS a page that other hosts reach only shows.</summary>
    private static AdminOperators? OperatorsAt(HttpEndpoint endpoint, IReadOnlyList<Replica> served) =>
        (endpoint.IsLocal || endpoint.Tls is not null) && served.All(replica => replica.Admin.AsksWhoCalls) ? new AdminOperators([.. served.Select(replica => replica.Admin)]) : null;

    private async Task AddAsync(HttpEndpoint endpoint, string key, IReadOnlyList<Replica> served, CancellationToken cancellation)
    {
        var pages = new PagesInTurn(
            new MetricsPage(_metrics!, served.Select(replica => replica.Settings.Name).ToHashSet(StringComparer.Ordinal)),
            new DashboardSite([.. served.Select(replica => replica.Dashboard)], OperatorsAt(endpoint, served)));
        var server = await HealthServer.StartAsync(endpoint, key, [.. served.Select(replica => replica.Board)], pages, () => served[0].Admin.Log, cancellation);
        _servers.Add(server);
        foreach (var replica in served)
            replica.Addresses.HealthListens(endpoint, server.Port);
    }
}
