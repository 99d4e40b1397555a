using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.Peers.Tests.Support;

/// <summary>Our server on two ports, one without TLS and one with; it compresses for clients that accept it.</summary>
internal sealed class OurServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OurServer(WebApplication app) => _app = app;

    public string Plain => Authority("http:");

    public string Secure => Authority("https:");

    public CancellationCount Cancellations => _app.Services.GetRequiredService<CancellationCount>();

    public static async Task<OurServer> StartAsync(Certificate certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate.Own));
        });
        builder.Services.AddRouting();
        builder.Services.AddSingleton<CancellationCount>();
        builder.Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = null;
            options.ResponseCompressionAlgorithm = "gzip";
            options.ResponseCompressionLevel = CompressionLevel.Fastest;
        });
        var app = builder.Build();
        app.MapGrpcService<PeerService>();
        await app.StartAsync();
        return new OurServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Authority(string scheme) => new Uri(_app.Urls.Single(url => url.StartsWith(scheme, StringComparison.Ordinal))).Authority;
}
