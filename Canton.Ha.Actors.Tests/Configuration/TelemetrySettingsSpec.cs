using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public sealed class TelemetrySettingsSpec
{
    private const string Node = "canton.participants.p1.storage.type = memory\n";

    private const string Collector = Node + """
        canton.monitoring.metrics.otlp { endpoint = "https://collector:4317", headers { api-key = verysecret }, interval = 30s }
        canton.monitoring.tracing.tracer {
          exporter { type = otlp, endpoint = "http://127.0.0.1:4318/v1/traces", protocol = http-protobuf }
          sampler { type = trace-id-ratio, ratio = 0.25, parent-based = false }
        }
        """;

    [Fact]
    public void Nothing_is_sent_anywhere_unless_somebody_says_so()
    {
        var settings = ConfigurationFiles.Of(Node).Load();

        settings.Telemetry.Metrics.Should().BeNull();
        settings.Telemetry.Tracer.Exporter.Should().BeNull();
        EffectiveConfiguration.Render(settings).Should().NotContain("otlp");
    }

    [Fact]
    public void A_collector_of_metrics_and_one_of_spans_have_their_own_settings()
    {
        var telemetry = ConfigurationFiles.Of(Collector).Load().Telemetry;

        telemetry.Metrics!.Endpoint.Should().Be(new Uri("https://collector:4317"));
        telemetry.Metrics.IsGrpc.Should().BeTrue();
        telemetry.Metrics.Headers.Should().Contain("api-key", "verysecret");
        telemetry.MetricsInterval.Should().Be(30.Seconds());
        telemetry.Tracer.Exporter!.IsGrpc.Should().BeFalse();
        telemetry.Tracer.Should().BeEquivalentTo(new { Sampler = "trace-id-ratio", Ratio = 0.25, ParentBased = false, BatchSize = 512, ScheduleDelay = 5.Seconds() });
    }

    [Fact]
    public void What_is_in_headers_is_shown_to_nobody_and_the_rest_can_be_read_again()
    {
        var shown = EffectiveConfiguration.Render(ConfigurationFiles.Of(Collector).Load());

        shown.Should().NotContain("verysecret").And.Contain("api-key");
        ConfigurationFiles.Of(shown).Load().Telemetry.Tracer.Should().BeEquivalentTo(ConfigurationFiles.Of(Collector).Load().Telemetry.Tracer);
    }

    [Theory]
    [InlineData("metrics.otlp.endpoint = somewhere", "canton.monitoring.metrics.otlp.endpoint must be an http or https URL")]
    [InlineData("metrics.otlp.endpoint = \"http://me:secret@host\"", "canton.monitoring.metrics.otlp.endpoint must be an http or https URL such as http://127.0.0.1:4317, without user and password, but is \"****\".")]
    [InlineData("metrics.otlp.protocol = udp", "canton.monitoring.metrics.otlp.protocol must be one of grpc, http-protobuf")]
    [InlineData("tracing.tracer.sampler.ratio = 1.5", "canton.monitoring.tracing.tracer.sampler.ratio must be a number from 0 to 1")]
    [InlineData("tracing.tracer.exporter.type = zipkin", "canton.monitoring.tracing.tracer.exporter.type must be one of disabled, otlp")]
    [InlineData("metrics.reporters = []", "reporters")]
    public void A_mistake_is_named_with_its_key(string mistake, string sentence) =>
        ConfigurationFiles.ProblemsOf(() => ConfigurationFiles.Of($"{Node}canton.monitoring.{mistake}").Load()).Should().ContainSingle().Which.Should().Contain(sentence);
}
