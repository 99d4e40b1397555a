using System.Net.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Canton.Ha.Actors.Contracts.Serving;

/// <summary>Serves gRPC over HTTP/2, in plain text or over TLS. It has a container of its own, so that several of them live in one process.</summary>
internal sealed class GrpcServer : IAsyncDisposable
{
    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(1);

    private readonly WebApplication _application;

    private GrpcServer(WebApplication application, int port) => (_application, Port) = (application, port);

    /// <summary>Where it listens; the port that the system chose if 0 was asked for.</summary>
    public int Port { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="port">Where.</param>
    /// <param name="services">What is served.</param>
    /// <param name="register">Adds what the services are made of.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Configuration.ConfigurationRefusedException">It cannot listen there.</exception>
    public static async Task<GrpcServer> StartAsync(GrpcPort port, ServiceSet services, Action<IServiceCollection> register, CancellationToken cancellation)
    {
        ListenOptions? listening = null;
        var address = Listening.Parse(port.Endpoint, port.Key);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Too slow a reader is for the services to judge: a rate at which a connection must be read would end all of its calls for one.
            kestrel.Limits.MinResponseDataRate = null;
            port.Limit(kestrel.Limits);
            kestrel.Listen(address, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                port.Secure?.Invoke(listen, SslApplicationProtocol.Http2);
                listening = listen;
            });
        });
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime>(NoLifetime.Instance));
        register(builder.Services);
        services.AddTo(builder.Services, port.MessageBytesMax);
        var application = builder.Build();
        application.Use(new UnreadRequests(services).PassAsync);
        services.Map(application);
        await Listening.StartAsync(application.StartAsync, application.DisposeAsync, port.Endpoint, port.Key, cancellation);
        return new GrpcServer(application, listening?.IPEndPoint?.Port ?? port.Endpoint.Port);
    }

    /// <summary>
    /// Refuses connections at once and tells every client to go away; lets calls inside finish for <paramref name="limit"/> and a little longer, in which
    /// they can be told that they have not, and ends what is left.
    /// </summary>
    public async Task StopAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit + FarewellMax);
        await _application.StopAsync(deadline.Token);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    /// <summary>The node decides when its servers stop; a signal is not for them.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public static readonly NoLifetime Instance = new();

        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
