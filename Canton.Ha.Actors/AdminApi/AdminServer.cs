using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Contracts.Serving;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>Serves gRPC for one replica, active or passive: its whole Admin API, or its health alone.</summary>
public sealed class AdminServer : IAsyncDisposable
{
    private static readonly TimeSpan HandshakeMax = TimeSpan.FromSeconds(5);

    private readonly AdminNode _node;
    private readonly GrpcServer _server;

    private AdminServer(AdminNode node, GrpcServer server) => (_node, _server) = (node, server);

    /// <summary>Where it listens; the port that the system chose if 0 was asked for.</summary>
    public int Port => _server.Port;

    /// <summary>Begins to listen for the Admin API.</summary>
    /// <exception cref="ConfigurationRefusedException">It cannot listen there.</exception>
    public static Task<AdminServer> StartAsync(AdminNode node, CancellationToken cancellation) =>
        StartAsync(node, node.Settings.Admin.Endpoint, $"{node.Settings.Path}.admin-api", ServedApi.Of(node.Settings.Kind), cancellation);

    /// <summary>Begins to listen for gRPC health alone.</summary>
    /// <param name="node">The replica.</param>
    /// <param name="endpoint">Where.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ConfigurationRefusedException">It cannot listen there.</exception>
    public static Task<AdminServer> StartHealthAsync(AdminNode node, HttpEndpoint endpoint, CancellationToken cancellation) =>
        StartAsync(node, endpoint, $"{node.Settings.Path}.monitoring.grpc-health-server", ServedApi.Health, cancellation);

    /// <summary>Accepts nothing new, tells every client to go away, lets calls inside finish for as long as those of a hand-over may, and ends what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        _node.Stopped();
        await _server.StopAsync(_node.Settings.Replication.DrainTimeout);
        await _server.DisposeAsync();
    }

    private static async Task<AdminServer> StartAsync(
        AdminNode node, HttpEndpoint endpoint, string key, ServiceSet services, CancellationToken cancellation)
    {
        var tls = ServerTls.For(endpoint, key, () => node.Log);
        var port = new GrpcPort(endpoint, key, node.Settings.Admin.MessageBytesMax, limits => Limit(limits, node.Settings.Admin)) { Secure = tls is null ? null : tls.Secure };
        return new AdminServer(node, await GrpcServer.StartAsync(port, services, made => made.AddSingleton(node).AddSingleton(ApiName.Admin), cancellation));
    }

    /// <summary>
    /// One client may have every subscriber there can be on one connection, and its other calls besides. What waits for a subscriber is bounded by its
    /// buffer, and only that subscriber is told that it is too slow.
    /// </summary>
    private static void Limit(KestrelServerLimits limits, AdminApiSettings settings)
    {
        limits.RequestHeadersTimeout = HandshakeMax;
        limits.Http2.MaxStreamsPerConnection = (2 * settings.Watch.SubscribersMax) + 100;
        limits.Http2.KeepAlivePingDelay = settings.KeepAliveTime;
        limits.Http2.KeepAlivePingTimeout = settings.KeepAliveTimeout;
    }
}
