using System.Text.RegularExpressions;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Health.Metrics;

/// <summary>The alerts of the page and those that Prometheus is given.</summary>
public sealed class AlertsSpec
{
    [Fact]
    public void The_file_of_rules_has_the_alerts_of_the_page()
    {
        var rules = MetricsDocument.Alerts.Select(alert => $"""
                  - alert: {alert.Name}
                    expr: '{alert.Expression}'
                    for: {alert.For}
                    labels:
                      severity: {alert.Severity}
                    annotations:
                      summary: '{alert.Meaning.Replace("`", "", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'

            """);

        File.ReadAllText(Path.Combine(Repository.Root, "deploy/prometheus/alerts.yml")).Should().Be(
            "# Rules for Prometheus: the alerts of docs/metrics.md, where each is explained.\ngroups:\n  - name: canton-ha\n    rules:\n" + string.Concat(rules));
    }

    [Fact]
    public void Alerts_speak_of_metrics_that_there_are()
    {
        var known = MetricsDocument.Metrics.SelectMany(metric => metric.Type == "histogram" ? new[] { "_bucket", "_sum", "_count" }.Select(end => metric.Name + end) : [metric.Name]);
        var named = MetricsDocument.Alerts.SelectMany(alert => Regex.Matches(alert.Expression, "canton_ha_[a-z_]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value));

        named.Except(known).Should().BeEmpty();
        MetricsDocument.Alerts.Should().OnlyHaveUniqueItems(alert => alert.Name).And.AllSatisfy(alert => alert.Expression.Should().Contain("canton_ha_"));
    }
}
