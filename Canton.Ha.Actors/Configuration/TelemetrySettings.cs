namespace Canton.Ha.Actors.Configuration;

/// <summary>The blocks <c>monitoring.metrics</c> and <c>monitoring.tracing</c>: what this process sends to a collector. Nothing by default.</summary>
/// <param name="Metrics"><c>metrics.otlp</c>: where metrics go; null for nowhere. Prometheus reads them from the health server in any case.</param>
/// <param name="MetricsInterval"><c>metrics.otlp.interval</c>: how often they are sent.</param>
/// <param name="Tracer"><c>tracing.tracer</c>: what becomes of spans.</param>
public sealed record TelemetrySettings(OtlpSettings? Metrics, TimeSpan MetricsInterval, TracerSettings Tracer)
{
    internal static TelemetrySettings From(SettingsBlock monitoring)
    {
        var metrics = monitoring.Block("metrics", "otlp");
        return new TelemetrySettings(OtlpSettings.From(metrics), metrics.Duration("interval"), TracerSettings.From(monitoring.Block("tracing", "tracer")));
    }
}

/// <summary>The block <c>tracing.tracer</c>.</summary>
/// <param name="Exporter"><c>exporter</c>: where spans go; null for nowhere: then there are none.</param>
/// <param name="Sampler"><c>sampler.type</c>: <c>always-on</c>, <c>always-off</c> or <c>trace-id-ratio</c>.</param>
/// <param name="Ratio"><c>sampler.ratio</c>: part of the traces that is recorded, 0 to 1.</param>
/// <param name="ParentBased"><c>sampler.parent-based</c>: what a client began is recorded if the client says so.</param>
/// <param name="BatchSize"><c>batch-span-processor.batch-size</c>: most spans that are sent together.</param>
/// <param name="ScheduleDelay"><c>batch-span-processor.schedule-delay</c>: how long spans wait for others.</param>
public sealed record TracerSettings(OtlpSettings? Exporter, string Sampler, double Ratio, bool ParentBased, int BatchSize, TimeSpan ScheduleDelay)
{
    /// <summary>Spans that wait to be sent; more are dropped.</summary>
    public const int WaitingMax = 4096;

    internal static TracerSettings From(SettingsBlock tracer)
    {
        var exporter = tracer.Block("exporter");
        var isWanted = exporter.OneOf("type", "disabled", "otlp") == "otlp";
        var otlp = OtlpSettings.From(exporter);
        var sampler = tracer.Block("sampler");
        var batches = tracer.Block("batch-span-processor");
        return new TracerSettings(
            isWanted ? otlp : null, sampler.OneOf("type", "always-on", "always-off", "trace-id-ratio"), RatioIn(sampler), sampler.Flag("parent-based"),
            batches.Whole("batch-size", 1, WaitingMax), batches.Duration("schedule-delay"));
    }

    private static double RatioIn(SettingsBlock sampler)
    {
        const string Key = "ratio";
        var text = sampler.Text(Key);
        var ratio = NumberOf(text);
        if (text.Length > 0 && ratio is not (>= 0 and <= 1))
            sampler.Refuse<double>(Key, "must be a number from 0 to 1", sampler.Node.At(Key)!);
        return ratio ?? 0;
    }

    private static double? NumberOf(string? text) =>
        double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
