using System.Net.Security;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Actors.Replication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Canton.Ha.Actors.Health;

/// <summary>
/// Answers <c>GET /health</c> over HTTP/1.1 from the status boards, without asking an actor: the answer is no in the very moment in which
/// a term is lost.
/// </summary>
public sealed class HealthServer : IAsyncDisposable
{
    private readonly KestrelServer _server;

    private HealthServer(KestrelServer server, int port)
    {
        _server = server;
        Port = port;
    }

    /// <summary>Where it listens; the port that the system chose if 0 was asked for.</summary>
    public int Port { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="key">The configuration key of <paramref name="endpoint"/>, for what must be said about it.</param>
    /// <param name="boards">The replicas of this process.</param>
    /// <param name="pages">What it serves besides; null when there is nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ConfigurationRefusedException">It cannot listen there.</exception>
    public static Task<HealthServer> StartAsync(
        HttpEndpoint endpoint, string key, IReadOnlyList<StatusBoard> boards, IHealthPages? pages, CancellationToken cancellation) =>
        StartAsync(endpoint, key, boards, pages, () => NoLogger.Instance, cancellation);

    /// <summary>Begins to listen, and tells of changes of its certificate.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="key">The configuration key of <paramref name="endpoint"/>, for what must be said about it.</param>
    /// <param name="boards">The replicas of this process.</param>
    /// <param name="pages">What it serves besides; null when there is nothing.</param>
    /// <param name="log">Where to tell the operator that a certificate has changed.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<HealthServer> StartAsync(
        HttpEndpoint endpoint, string key, IReadOnlyList<StatusBoard> boards, IHealthPages? pages, Func<ILoggingAdapter> log, CancellationToken cancellation)
    {
        var tls = ServerTls.For(endpoint, key, log);
        var options = new KestrelServerOptions { AddServerHeader = false };
        if (tls is not null)
            options.ApplicationServices = KestrelServices();
        ListenOptions? listening = null;
        options.Listen(Listening.Parse(endpoint, key), listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            tls?.Secure(listen, SslApplicationProtocol.Http11);
            listening = listen;
        });
        var server = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        var application = new HealthApplication(boards, pages);
        await Listening.StartAsync(token => server.StartAsync(application, token), GiveUpAsync, endpoint, key, cancellation);
        return new HealthServer(server, listening?.IPEndPoint?.Port ?? endpoint.Port);

        ValueTask GiveUpAsync()
        {
            server.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>What Kestrel's TLS asks its container for, which it does not make without one.</summary>
    private static IServiceProvider KestrelServices()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        return builder.Build().Services;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
    }
}
