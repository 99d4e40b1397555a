using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Health.Metrics;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Health.Metrics;

public sealed class OtlpExportSpec
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_collector_that_is_gone_or_never_answers_holds_up_nobody(bool listens)
    {
        var port = PostgresServer.FreePort();
        using var silent = listens ? new SilentHost("127.0.0.1", port) : null;
        using var meter = ReplicaMeter.Of("participant1", "p");
        var counter = meter.Counter("things", "{thing}", "Things.");
        var began = TimeProvider.System.GetTimestamp();

        using (new OtlpExport(SettingsFor(port), ["participant1"]))
            counter.Add(1);

        TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    private static TelemetrySettings SettingsFor(int port) => ConfigurationFiles.Of($$"""
        canton.participants.p1.storage.type = memory
        canton.monitoring.metrics.otlp { endpoint = "http://127.0.0.1:{{port}}", interval = 50ms, timeout = 1m }
        """).Load().Telemetry;
}
