using System.Net;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Health;
using Canton.Ha.Actors.Health.Metrics;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Health.Metrics;

/// <summary>What the health server answers to whoever collects metrics.</summary>
public sealed class MetricsPageSpec : IAsyncLifetime
{
    private readonly ReplicaMeter[] _meters = [ReplicaMeter.Of("participant1", "p"), ReplicaMeter.Of("participant2", "p")];
    private readonly Board[] _boards = [Board.Of("participant1", ReplicaRole.Active), Board.Of("participant2", ReplicaRole.Passive, trouble: "no database")];
    private readonly HttpClient _client = new();
    private readonly MetricStore _store;
    private HealthServer? _server;

    public MetricsPageSpec()
    {
        _store = new MetricStore(_meters);
        foreach (var (meter, board) in _meters.Zip(_boards))
            ReplicaGauges.Show(meter, board.Status, "participant");
    }

    public async Task InitializeAsync() => _server = await HealthServer.StartAsync(
        new HttpEndpoint("127.0.0.1", 0), "test", [.. _boards.Select(board => board.Status)], new MetricsPage(_store, new HashSet<string> { "participant1" }), default);

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        _client.Dispose();
        _store.Dispose();
        Array.ForEach(_meters, meter => meter.Dispose());
    }

    [Fact]
    public async Task The_board_of_a_replica_is_shown_as_numbers_and_that_of_others_is_not()
    {
        using var answer = await GetAsync();

        answer.Content.Headers.ContentType!.ToString().Should().Be("text/plain; version=0.0.4; charset=utf-8");
        var text = await answer.Content.ReadAsStringAsync();
        text.Should().Contain("canton_ha_replica_active{replica=\"participant1\",node=\"p\"} 1\n")
            .And.Contain("canton_ha_replica_role{replica=\"participant1\",node=\"p\",role=\"active\"} 1\n")
            .And.Contain("canton_ha_replica_role{replica=\"participant1\",node=\"p\",role=\"standing-back\"} 0\n")
            .And.Contain("canton_ha_replica_hindered{replica=\"participant1\",node=\"p\"} 0\n")
            .And.Contain("canton_ha_replica_term{replica=\"participant1\",node=\"p\"} 3\n")
            .And.Contain("canton_ha_replica_stage_open{replica=\"participant1\",node=\"p\",stage=\"write-pool\"} 1\n")
            .And.Contain("canton_ha_lock_holder{replica=\"participant1\",node=\"p\",holder=\"participant1\"} 1\n")
            .And.Contain("canton_ha_lock_holder{replica=\"participant1\",node=\"p\",holder=\"participant2\"} 0\n")
            .And.Contain("canton_ha_roster_replicas{replica=\"participant1\",node=\"p\"} 2\n")
            .And.MatchRegex("""canton_ha_lock_proof_age_seconds\{replica="participant1",node="p"\} [0-9.E-]+\n""")
            .And.NotContain("replica=\"participant2\"");
    }

    [Fact]
    public async Task A_lost_term_shows_before_the_role_has_changed()
    {
        _boards[0].LoseTerm();

        (await (await GetAsync()).Content.ReadAsStringAsync()).Should().Contain("canton_ha_replica_active{replica=\"participant1\",node=\"p\"} 0\n");
    }

    [Fact]
    public async Task Nobody_holds_the_lock_is_shown_as_such()
    {
        _boards[0].LoseLeader();

        (await (await GetAsync()).Content.ReadAsStringAsync()).Should().NotMatchRegex("canton_ha_lock_holder{.*} 1\n").And.Contain("canton_ha_lock_holder{");
    }

    [Fact]
    public async Task OpenMetrics_comes_to_whoever_accepts_it()
    {
        using var answer = await GetAsync(accept: "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

        answer.Content.Headers.ContentType!.ToString().Should().Be("application/openmetrics-text; version=1.0.0; charset=utf-8");
        (await answer.Content.ReadAsStringAsync()).Should().EndWith("\n# EOF\n").And.Contain("# UNIT canton_ha_lock_proof_age_seconds seconds\n");
    }

    [Fact]
    public async Task The_runtime_says_how_it_is() =>
        (await (await GetAsync()).Content.ReadAsStringAsync()).Should().Contain("# TYPE dotnet_process_memory_working_set_bytes gauge\n");

    [Fact]
    public async Task Metrics_are_only_read()
    {
        using var answer = await _client.PostAsync(new Uri($"http://127.0.0.1:{_server!.Port}/metrics"), content: null);

        answer.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Health_is_where_it_was() =>
        (await _client.GetAsync(new Uri($"http://127.0.0.1:{_server!.Port}/health"))).StatusCode.Should().Be(HttpStatusCode.OK);

    private async Task<HttpResponseMessage> GetAsync(string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{_server!.Port}/metrics");
        request.Headers.Add("Accept", accept);
        return await _client.SendAsync(request);
    }
}
