using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Takes metrics and spans by OTLP, over HTTP on one port and by gRPC on another, and keeps them.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private const int FrameHeader = 5;

    private static readonly int[] s_metricNames = [1, 2, 2, 1]; // ResourceMetrics, ScopeMetrics, Metric, name
    private static readonly int[] s_spans = [1, 2, 2]; // ResourceSpans, ScopeSpans, Span

    private readonly WebApplication _application;
    private readonly ConcurrentQueue<(string Path, string Key, byte[] Body)> _requests = [];

    private OtlpCollector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, HttpPort, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _application = builder.Build();
        _application.Run(TakeAsync);
    }

    public int HttpPort { get; } = PostgresServer.FreePort();

    public int GrpcPort { get; } = PostgresServer.FreePort();

    /// <summary>Names of all metrics that it was told of.</summary>
    public IReadOnlySet<string> Metrics => Names("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", s_metricNames);

    /// <summary>What was in the header <c>x-key</c> of the requests.</summary>
    public IReadOnlySet<string> Keys => _requests.Select(request => request.Key).ToHashSet();

    public static async Task<OtlpCollector> StartAsync()
    {
        var collector = new OtlpCollector();
        await collector._application.StartAsync();
        return collector;
    }

    /// <summary>Names of the spans of a trace.</summary>
    public IReadOnlySet<string> SpansOf(string trace) => Bodies("/v1/traces")
        .SelectMany(body => ProtoFields.At(body, s_spans))
        .Where(span => Convert.ToHexStringLower(ProtoFields.At(span, 1).Single()) == trace)
        .Select(span => Encoding.UTF8.GetString(ProtoFields.At(span, 5).Single()))
        .ToHashSet();

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private HashSet<string> Names(string path, int[] fields) => [.. Bodies(path).SelectMany(body => ProtoFields.At(body, fields)).Select(Encoding.UTF8.GetString)];

    private IEnumerable<byte[]> Bodies(string path) => _requests.Where(request => request.Path == path).Select(request => request.Body);

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var isGrpc = context.Connection.LocalPort == GrpcPort;
        _requests.Enqueue(($"{context.Request.Path}", $"{context.Request.Headers["x-key"]}", isGrpc ? body.ToArray()[FrameHeader..] : body.ToArray()));
        if (isGrpc)
            await AnswerAsync(context);
    }

    /// <summary>An empty message, and that all is well.</summary>
    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[FrameHeader], context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
