using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Monitoring;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>
/// Sends metrics and spans of this process to a collector, where one is configured. Both are made and sent by threads of their own; what a collector does
/// not take in time is lost.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private const string Service = "canton-ha";

    /// <summary>How long the node waits in the end for what is still to be sent.</summary>
    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(1);

    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _spans;

    /// <param name="settings">Where to.</param>
    /// <param name="replicas">Names of the replicas of this process.</param>
    public OtlpExport(TelemetrySettings settings, IEnumerable<string> replicas)
    {
        var resource = ResourceBuilder.CreateEmpty()
            .AddService(Service, serviceVersion: NodeVersion.Current, autoGenerateServiceInstanceId: false, serviceInstanceId: string.Join(',', replicas));
        _metrics = settings.Metrics is { } collector ? Measure(collector, settings.MetricsInterval, resource) : null;
        _spans = settings.Tracer is { Exporter: { } exporter } tracer ? Trace(exporter, tracer, resource) : null;
    }

    public void Dispose()
    {
        _metrics?.Shutdown((int)FarewellMax.TotalMilliseconds);
        _metrics?.Dispose();
        _spans?.Shutdown((int)FarewellMax.TotalMilliseconds);
        _spans?.Dispose();
    }

    private static MeterProvider Measure(OtlpSettings collector, TimeSpan interval, ResourceBuilder resource) => Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(resource)
        .AddMeter(ReplicaMeter.Name, MetricStore.RuntimeMeter)
        .AddReader(new PeriodicExportingMetricReader(new OtlpMetricExporter(OptionsOf(collector)), (int)interval.TotalMilliseconds, (int)collector.Timeout.TotalMilliseconds))
        .Build();

    private static TracerProvider Trace(OtlpSettings collector, TracerSettings tracer, ResourceBuilder resource) => Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(resource)
        .AddSource(Spans.SourceName)
        .SetSampler(SamplerOf(tracer))
        .AddProcessor(new BatchActivityExportProcessor(
            new OtlpTraceExporter(OptionsOf(collector)), TracerSettings.WaitingMax, (int)tracer.ScheduleDelay.TotalMilliseconds, (int)collector.Timeout.TotalMilliseconds, tracer.BatchSize))
        .Build();

    private static Sampler SamplerOf(TracerSettings tracer)
    {
        Sampler root = tracer.Sampler switch
        {
            "always-off" => new AlwaysOffSampler(),
            "trace-id-ratio" => new TraceIdRatioBasedSampler(tracer.Ratio),
            _ => new AlwaysOnSampler(),
        };
        return tracer.ParentBased ? new ParentBasedSampler(root) : root;
    }

    private static OtlpExporterOptions OptionsOf(OtlpSettings collector) => new()
    {
        Endpoint = collector.Endpoint,
        Protocol = collector.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
        TimeoutMilliseconds = (int)collector.Timeout.TotalMilliseconds,
        HttpClientFactory = () => ClientOf(collector),
    };

    /// <summary>Headers may have any value here; the option for them would divide those with commas.</summary>
    private static HttpClient ClientOf(OtlpSettings collector)
    {
        var client = new HttpClient { Timeout = collector.Timeout };
        foreach (var (name, value) in collector.Headers)
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        return client;
    }
}
