using Canton.Ha.Actors.Health.Metrics;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Health.Metrics;

public sealed class PrometheusTextSpec
{
    [Fact]
    public void A_number_has_its_help_its_type_and_its_labels() =>
        Text(Gauge("canton.ha.replica.term", "{term}", "The term.", Point(3, ("replica", "participant1"), ("node", "p")))).Should().Be("""
            # HELP canton_ha_replica_term The term.
            # TYPE canton_ha_replica_term gauge
            canton_ha_replica_term{replica="participant1",node="p"} 3

            """);

    [Fact]
    public void What_only_grows_is_called_a_total_and_the_unit_is_written_out() =>
        Text(Gauge("dotnet.gc.pause.time", "s", "Pauses.", Point(0.25)) with { Kind = MetricKind.Counter }).Should().Be("""
            # HELP dotnet_gc_pause_time_seconds_total Pauses.
            # TYPE dotnet_gc_pause_time_seconds_total counter
            dotnet_gc_pause_time_seconds_total 0.25

            """);

    [Fact]
    public void Buckets_hold_what_smaller_buckets_hold_and_the_last_one_holds_everything() =>
        Text(Histogram()).Should().Be("""
            # HELP wait_seconds How long.
            # TYPE wait_seconds histogram
            wait_seconds_bucket{cause="x",le="0.5"} 1
            wait_seconds_bucket{cause="x",le="1"} 3
            wait_seconds_bucket{cause="x",le="+Inf"} 4
            wait_seconds_sum{cause="x"} 7.5
            wait_seconds_count{cause="x"} 4

            """);

    [Fact]
    public void OpenMetrics_has_units_bounds_with_a_fraction_families_without_total_and_an_end()
    {
        var counter = Gauge("write.size", "By", "Of \"all\".", Point(5)) with { Kind = MetricKind.Counter };

        PrometheusText.Of([counter, Histogram()], isOpen: true).Should().Be("""
            # HELP write_size_bytes Of \"all\".
            # TYPE write_size_bytes counter
            # UNIT write_size_bytes bytes
            write_size_bytes_total 5
            # HELP wait_seconds How long.
            # TYPE wait_seconds histogram
            # UNIT wait_seconds seconds
            wait_seconds_bucket{cause="x",le="0.5"} 1
            wait_seconds_bucket{cause="x",le="1.0"} 3
            wait_seconds_bucket{cause="x",le="+Inf"} 4
            wait_seconds_sum{cause="x"} 7.5
            wait_seconds_count{cause="x"} 4
            # EOF

            """);
    }

    [Fact]
    public void Whatever_a_tag_says_stays_in_its_line_and_in_its_quotes() =>
        Text(Gauge("g", "", "Back\\slash\nand \"quotes\".", Point(1, ("a.b-c", "back\\slash\nand \"quotes\"")))).Should().Be(
            "# HELP g Back\\\\slash\\nand \"quotes\".\n# TYPE g gauge\ng{a_b_c=\"back\\\\slash\\nand \\\"quotes\\\"\"} 1\n");

    [Theory]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(0.1, "0.1")]
    [InlineData(123456789, "123456789")]
    public void Numbers_are_written_as_Prometheus_reads_them(double value, string text) => Text(Gauge("g", "", "", Point(value))).Should().EndWith($"\ng {text}\n");

    [Fact]
    public void A_metric_that_nobody_has_measured_yet_is_known_by_its_type() =>
        Text(Gauge("g", "", "Nothing yet.")).Should().Be("# HELP g Nothing yet.\n# TYPE g gauge\n");

    private static string Text(MetricFamily family) => PrometheusText.Of([family], isOpen: false);

    private static MetricFamily Gauge(string name, string unit, string description, params MetricPoint[] points) =>
        new(name, unit, description, MetricKind.Gauge, [.. points]);

    private static MetricFamily Histogram() => new("wait", "s", "How long.", MetricKind.Histogram,
    [
        Point(7.5, ("cause", "x")) with { Buckets = [new(0.5, 1), new(1, 3), new(double.PositiveInfinity, 4)] },
    ]);

    private static MetricPoint Point(double value, params (string Name, string Value)[] tags) =>
        new([.. tags.Select(tag => KeyValuePair.Create(tag.Name, tag.Value))], value);
}
