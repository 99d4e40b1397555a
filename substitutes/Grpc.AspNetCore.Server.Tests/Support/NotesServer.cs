using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>Kestrel with the service of a test on a free port of the loopback address, and a client that speaks HTTP/2 to it.</summary>
internal sealed class NotesServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private NotesServer(WebApplication app, NotesScript script, RecordedLogs logs)
    {
        _app = app;
        Script = script;
        Logs = logs;
        Http = new HttpClient(new SocketsHttpHandler())
        {
            BaseAddress = Address,
            Timeout = Patience.Long,
        };
        Client = new WireClient(Http);
    }

    public NotesScript Script { get; }

    public RecordedLogs Logs { get; }

    public HttpClient Http { get; }

    public WireClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.Single());

    public static Task<NotesServer> StartAsync(Action<GrpcServiceOptions>? options = null) =>
        StartAsync(services => services.AddGrpc(options ?? (_ => { })), app => app.MapGrpcService<NotesService>());

    public static async Task<NotesServer> StartAsync(
        Action<IServiceCollection> services, Action<WebApplication> map, Action<KestrelServerOptions>? kestrel = null)
    {
        var script = new NotesScript();
        var logs = new RecordedLogs();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel ?? (server => server.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2)));
        builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddRouting();
        builder.Services.AddSingleton(script);
        services(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new NotesServer(app, script, logs);
    }

    public Task StopAsync(CancellationToken cancellation = default) => _app.StopAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        using var patience = new CancellationTokenSource(Patience.Short);
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }
}
