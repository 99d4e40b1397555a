using System.Net;
using Canton.Ha.Actors.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>Listens for the members of a synchronizer: gRPC over HTTP/2 without TLS, on a port that is only open while this replica is active.</summary>
internal sealed class SequencerServer : IAsyncDisposable
{
    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(1);

    private readonly WebApplication _application;

    private SequencerServer(WebApplication application, int port) => (_application, Port) = (application, port);

    /// <summary>Where it listens; the port that the system chose if 0 was asked for.</summary>
    public int Port { get; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">It cannot listen there.</exception>
    public static async Task<SequencerServer> StartAsync(SequencerServices services, PublicApiSettings api, CancellationToken cancellation)
    {
        ListenOptions? listening = null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            Limit(kestrel);
            kestrel.Listen(IPAddress.Parse(api.Endpoint.Address), api.Endpoint.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listening = listen;
            });
        });
        services.AddTo(builder.Services, api);
        var application = builder.Build();
        application.MapGrpcService<SequencerApi>();
        try
        {
            await application.StartAsync(cancellation);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return new SequencerServer(application, listening?.IPEndPoint?.Port ?? api.Endpoint.Port);
    }

    /// <summary>Refuses connections at once, and waits until those there are have come to their end, or have not in time.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit + FarewellMax);
        await _application.StopAsync(deadline.Token);
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // How slowly a subscriber may read is for slow-subscriber-timeout to say.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 4 * 1024 * 1024;
        kestrel.Limits.Http2.InitialStreamWindowSize = 1024 * 1024;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
