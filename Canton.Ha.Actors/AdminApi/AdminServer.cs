using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Health;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>
/// Serves gRPC for one replica, active or passive, over HTTP/2 without TLS: its whole Admin API, or its health alone. It has a container of its own,
/// so that several of them live in one process.
/// </summary>
public sealed class AdminServer : IAsyncDisposable
{
    private static readonly TimeSpan HandshakeMax = TimeSpan.FromSeconds(5);

    private readonly AdminNode _node;
    private readonly WebApplication _application;

    private AdminServer(AdminNode node, WebApplication application, int port)
    {
        _node = node;
        _application = application;
        Port = port;
    }

    /// <summary>Where it listens; the port that the system chose if 0 was asked for.</summary>
    public int Port { get; }

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
        using var limit = new CancellationTokenSource(_node.Settings.Replication.DrainTimeout);
        await _application.StopAsync(limit.Token);
        await _application.DisposeAsync();
    }

    private static async Task<AdminServer> StartAsync(
        AdminNode node, HttpEndpoint endpoint, string key, ServedApi api, CancellationToken cancellation)
    {
        ListenOptions? listening = null;
        var address = Listening.Parse(endpoint, key);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            Limit(kestrel, node.Settings.Admin);
            kestrel.Listen(address, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listening = listen;
            });
        });
        api.AddTo(builder.Services, node);
        var application = builder.Build();
        api.Map(application);
        await Listening.StartAsync(application.StartAsync, application.DisposeAsync, endpoint, key, cancellation);
        return new AdminServer(node, application, listening?.IPEndPoint?.Port ?? endpoint.Port);
    }

    /// <summary>
    /// One client may have every subscriber there can be on one connection, and its other calls besides. A rate at which it must read would end all of
    /// them for one that does not: what waits for a subscriber is bounded by its buffer, and only that subscriber is told that it is too slow.
    /// </summary>
    private static void Limit(KestrelServerOptions kestrel, AdminApiSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = HandshakeMax;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.Http2.MaxStreamsPerConnection = settings.Watch.SubscribersMax + 100;
        kestrel.Limits.Http2.KeepAlivePingDelay = settings.KeepAliveTime;
        kestrel.Limits.Http2.KeepAlivePingTimeout = settings.KeepAliveTimeout;
    }
}
