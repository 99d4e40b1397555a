using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client.Tests.Support;

/// <summary>An HTTP/2 server that knows nothing of gRPC: each test writes headers, bytes and trailers itself.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private static readonly X509Certificate2 Certificate = MadeCertificate();

    private readonly WebApplication _app;

    private RawServer(WebApplication app, bool isSecure)
    {
        _app = app;
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Address = new UriBuilder(bound) { Host = "localhost", Scheme = isSecure ? "https" : "http" }.Uri;
    }

    public Uri Address { get; }

    public static Task<RawServer> StartAsync(RequestDelegate serve) => StartAsync(serve, HttpProtocols.Http2);

    public static Task<RawServer> StartSecureAsync(RequestDelegate serve) => StartAsync(serve, HttpProtocols.Http1AndHttp2, isSecure: true);

    public static async Task<RawServer> StartAsync(RequestDelegate serve, HttpProtocols protocols, bool isSecure = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = protocols;
                if (isSecure)
                    listen.UseHttps(Certificate);
            });
        });
        if (isSecure)
            builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        app.Run(serve);
        await app.StartAsync();
        return new RawServer(app, isSecure);
    }

    public GrpcChannel Channel(Action<GrpcChannelOptions>? configure = null)
    {
        var options = new GrpcChannelOptions();
        if (Address.Scheme == "https")
            options.HttpHandler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => Certificate.Equals(shown) } };
        configure?.Invoke(options);
        return GrpcChannel.ForAddress(Address, options);
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private static X509Certificate2 MadeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
