using System.Net;
using System.Net.Sockets;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Replication;
using Microsoft.AspNetCore.Connections;
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
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ConfigurationRefusedException">It cannot listen there.</exception>
    public static async Task<HealthServer> StartAsync(
        HttpEndpoint endpoint, string key, IReadOnlyList<StatusBoard> boards, CancellationToken cancellation)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        ListenOptions? listening = null;
        options.Listen(Parse(endpoint, key), listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listening = listen;
        });
        var server = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        await BindAsync(server, endpoint, key, new HealthApplication(boards), cancellation);
        return new HealthServer(server, listening?.IPEndPoint?.Port ?? endpoint.Port);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
    }

    private static IPEndPoint Parse(HttpEndpoint endpoint, string key) =>
        IPAddress.TryParse(endpoint.Address, out var address)
            ? new IPEndPoint(address, endpoint.Port)
            : throw new ConfigurationRefusedException([$"{key}.address: '{endpoint.Address}' is not an IP address; 127.0.0.1 or 0.0.0.0 would be one."]);

    private static async Task BindAsync(
        KestrelServer server, HttpEndpoint endpoint, string key, HealthApplication application, CancellationToken cancellation)
    {
        try
        {
            await server.StartAsync(application, cancellation);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            server.Dispose();
            throw new ConfigurationRefusedException(
                [$"{key}.port: port {endpoint.Port} of {endpoint.Address} is already in use; choose another one, or 0 to let the system choose."]);
        }
        catch (SocketException e)
        {
            server.Dispose();
            throw new ConfigurationRefusedException([$"{key}: cannot listen on {endpoint.Address}:{endpoint.Port}: {e.Message}."]);
        }
    }
}
