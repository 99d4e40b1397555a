using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Deploy;

/// <summary>The dashboard asks for metrics that exist.</summary>
public sealed class GrafanaSpec
{
    private static readonly string s_documented = DeployFiles.Text("docs/metrics.md");

    [Fact]
    public void Every_metric_of_the_dashboard_is_documented()
    {
        using var dashboard = JsonDocument.Parse(DeployFiles.Text("deploy/grafana/dashboards/canton-ha.json"));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _)).ToList();

        foreach (var panel in panels)
            foreach (var target in panel.GetProperty("targets").EnumerateArray())
                ShouldBeDocumented(target.GetProperty("expr").GetString()!, panel.GetProperty("title").GetString()!);
        ShouldBeDocumented(dashboard.RootElement.GetProperty("templating").GetRawText(), "the choice of nodes");
        ShouldBeDocumented(dashboard.RootElement.GetProperty("annotations").GetRawText(), "the annotations");
        panels.Select(panel => panel.GetProperty("id").GetInt32()).Should().OnlyHaveUniqueItems();
    }

    private static void ShouldBeDocumented(string expression, string where) =>
        DeployFiles.MetricsIn(expression).Should().NotBeEmpty("{0} asks for something", where)
            .And.OnlyContain(metric => s_documented.Contains($"`{metric}`", StringComparison.Ordinal), "{0} asks for them", where);
}
