using Canton.Ha.Actors.Configuration;
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
    public static async Task<HealthServer> StartAsync(
        HttpEndpoint endpoint, string key, IReadOnlyList<StatusBoard> boards, IHealthPages? pages, CancellationToken cancellation)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        ListenOptions? listening = null;
        options.Listen(Listening.Parse(endpoint, key), listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
    }
}
