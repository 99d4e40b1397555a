using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>What a node exports while it works, what the page about metrics says of it, and what goes to a collector.</summary>
[Collection(SharedPostgresTests.Name)]
public sealed class MetricsSpec(MeasuredNode node) : IClassFixture<MeasuredNode>
{
    [Fact]
    public async Task The_page_has_every_metric_that_a_node_exports_and_a_node_exports_every_metric_of_the_page()
    {
        await node.SwitchOverAsync();

        var exported = await node.ReadAsync();

        exported.Types.Should().BeEquivalentTo(MetricsDocument.Metrics.ToDictionary(metric => metric.Name, metric => metric.Type));
    }

    [Fact]
    public async Task Values_have_the_tags_of_the_page_and_no_others()
    {
        await FluentActions.Awaiting(() => node.SubmitAsync("first", [])).Should().ThrowAsync<RpcException>();

        var exported = await node.ReadAsync();

        foreach (var metric in MetricsDocument.Metrics.Where(metric => exported.LabelsOf(metric.Name).Count > 0))
            exported.LabelsOf(metric.Name).Should().BeEquivalentTo(metric.Tags, "those are the tags of {0}", metric.Name);
        exported.LabelsOf("canton_ha_commands_total").Should().NotBeEmpty();
    }

    [Fact]
    public async Task What_happens_is_counted()
    {
        var before = await node.ReadAsync();
        await node.SubmitAsync("counted", []);
        var after = await node.ReadAsync();

        Grown("canton_ha_commands_total", ("outcome", "accepted")).Should().Be(1);
        Grown("canton_ha_ledger_updates_total").Should().Be(1);
        Grown("canton_ha_commands_submit_duration_seconds_count", ("outcome", "stored")).Should().Be(1);
        Grown("canton_ha_commands_completion_duration_seconds_count").Should().Be(1);
        Grown("canton_ha_grpc_call_duration_seconds_count", ("method", "CommandService/SubmitAndWait"), ("code", "OK")).Should().Be(1);
        Grown("canton_ha_sequencer_messages_total", ("outcome", "sequenced")).Should().Be(1);
        Grown("canton_ha_ledger_end").Should().Be(1);
        after.Sum("canton_ha_replica_active", ("node", "participant")).Should().Be(1);
        after.Sum("canton_ha_write_sessions_open", ("node", "participant")).Should().Be(2);

        double Grown(string name, params (string Name, string Value)[] labels) => after.Sum(name, labels) - before.Sum(name, labels);
    }

    [Fact]
    public async Task A_collector_gets_the_same_metrics_and_the_headers_that_it_wants()
    {
        await Eventually.BecomesTrueAsync(
            "the collector has metrics", () => Task.FromResult(node.Collector.Metrics.Contains("canton.ha.replica.active") && node.Collector.Metrics.Contains("canton.ha.commands")), Bounds.Back);

        node.Collector.Metrics.Should().Contain("dotnet.process.cpu.time");
        node.Collector.Keys.Should().Contain("a,b=c");
    }

    [Fact]
    public async Task The_trace_of_a_command_goes_to_the_synchronizer_and_into_the_ledger_and_outlives_the_replica_that_took_it()
    {
        const string Id = "0af7651916cd43dd8448eb211c80319c";
        var trace = new TraceContext { Traceparent = $"00-{Id}-b7ad6b7169203331-01", Tracestate = "a=b" };

        var answer = await node.SubmitAsync("traced", new Metadata { { "traceparent", trace.Traceparent }, { "tracestate", trace.Tracestate } });
        await node.SwitchOverAsync();

        var (completion, transaction) = await node.FindAsync(answer.CompletionOffset);
        completion.TraceContext.Should().Be(trace);
        transaction.TraceContext.Should().Be(trace);
        string[] expected = ["/com.daml.ledger.api.v2.CommandService/SubmitAndWait", "store", "send", "sequence", "index"];
        await Eventually.BecomesTrueAsync("every span is there", () => Task.FromResult(node.Collector.SpansOf(Id).IsSupersetOf(expected)), Bounds.Back);
    }

    [Fact]
    public async Task A_command_without_a_trace_begins_one()
    {
        var answer = await node.SubmitAsync("untraced", []);

        var (completion, _) = await node.FindAsync(answer.CompletionOffset);
        var id = completion.TraceContext.Traceparent.Split('-')[1];
        await Eventually.BecomesTrueAsync("its spans are there", () => Task.FromResult(node.Collector.SpansOf(id).IsSupersetOf(["store", "index"])), Bounds.Back);
    }

    [Fact]
    public async Task A_take_over_shows_its_cause_and_the_replica_that_handed_over_its_gap()
    {
        await node.SwitchOverAsync();

        await Eventually.BecomesTrueAsync(
            "a switchover is shown", async () => (await node.ReadAsync()).Sum("canton_ha_replica_takeover_duration_seconds_count", ("cause", "switchover")) > 0, Bounds.Back);
        (await node.ReadAsync()).Sum("canton_ha_replica_switchover_gap_seconds_count").Should().BePositive();
    }
}
