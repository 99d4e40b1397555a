using System.Net;
using System.Text.Json;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Health;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Health;

public sealed class HealthServerSpec : IAsyncLifetime
{
    private const string Key = "canton.monitoring.health.server";

    private readonly HttpClient _client = new();
    private HealthServer? _server;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _client.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_active_replica_is_healthy_and_shows_its_stages()
    {
        var answer = await GetAsync("/health", Board.Of("participant1", ReplicaRole.Active));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Version.Should().Be(HttpVersion.Version11);
        answer.Headers.CacheControl?.NoStore.Should().BeTrue();
        answer.Content.Headers.ContentType?.MediaType.Should().Be("text/plain");
        (await answer.Content.ReadAsStringAsync()).Should().Be("participant1 : Ok()\nparticipant1.write-pool : Ok()\n");
    }

    [Theory]
    [InlineData(ReplicaRole.Passive, "instance is passive")]
    [InlineData(ReplicaRole.Promoting, "instance is promoting in term 3: the test says so")]
    [InlineData(ReplicaRole.Demoting, "instance is demoting in term 3: the test says so")]
    [InlineData(ReplicaRole.StandingBack, "instance is standing back after term 3: the test says so")]
    public async Task Any_other_role_is_unhealthy_and_says_why(ReplicaRole role, string reason)
    {
        var answer = await GetAsync("/health", Board.Of("participant1", role));

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).Should().Be($"participant1 : Failed({reason})\nparticipant1.write-pool : Not Initialized\n");
    }

    [Fact]
    public async Task A_lost_term_is_unhealthy_before_anybody_has_changed_the_role()
    {
        var board = Board.Of("participant1", ReplicaRole.Active);
        (await GetAsync("/health", board)).StatusCode.Should().Be(HttpStatusCode.OK);

        board.LoseTerm();

        var answer = await AgainAsync("/health");
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).Should().StartWith("participant1 : Failed(instance cannot prove that it holds the lock of term 3)\n");
    }

    [Fact]
    public async Task One_active_replica_makes_its_process_healthy_and_each_can_be_asked_by_name()
    {
        var answer = await GetAsync("/health", Board.Of("participant1", ReplicaRole.Passive), Board.Of("participant2", ReplicaRole.Active));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await AgainAsync("/health/participant1")).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await AgainAsync("/health/participant2")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await AgainAsync("/health/participant3")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/health/readiness")]
    public async Task A_passive_replica_is_ready_unless_something_keeps_it_from_taking_over(string path)
    {
        var board = Board.Of("participant1", ReplicaRole.Passive);
        (await GetAsync(path, board)).StatusCode.Should().Be(HttpStatusCode.OK);

        board.Become(ReplicaRole.Passive, trouble: "the database is read-only");

        var answer = await AgainAsync(path);
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).Should().StartWith("participant1 : Failed(instance is passive: the database is read-only)\n");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/liveness")]
    public async Task Whoever_answers_is_alive(string path) =>
        (await GetAsync(path, Board.Of("participant1", ReplicaRole.Demoting))).StatusCode.Should().Be(HttpStatusCode.OK);

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Other_methods_are_not_allowed(string method)
    {
        await GetAsync("/health", Board.Of("participant1", ReplicaRole.Active));

        var answer = await AgainAsync("/health", method);

        answer.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.Should().Equal("GET", "HEAD");
    }

    [Fact]
    public async Task HEAD_has_the_status_and_no_body()
    {
        await GetAsync("/health", Board.Of("participant1", ReplicaRole.Passive));

        var answer = await AgainAsync("/health", "HEAD");

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthy")]
    [InlineData("/health/")]
    public async Task Other_paths_do_not_exist(string path) =>
        (await GetAsync(path, Board.Of("participant1", ReplicaRole.Active))).StatusCode.Should().Be(HttpStatusCode.NotFound);

    [Fact]
    public async Task The_JSON_body_tells_everything_a_person_wants_to_know()
    {
        var answer = await GetAsync("/health?format=json", Board.Of("participant1", ReplicaRole.Active), Board.Of("participant2", ReplicaRole.StandingBack));

        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var root = document.RootElement;
        root.GetProperty("check").GetString().Should().Be("is-active");
        root.GetProperty("ok").GetBoolean().Should().BeTrue();
        var active = root.GetProperty("replicas")[0];
        active.GetProperty("role").GetString().Should().Be("active");
        active.GetProperty("term").GetInt64().Should().Be(3);
        active.GetProperty("holder").GetString().Should().Be("participant1");
        active.GetProperty("since").GetDouble().Should().BeInRange(0, 30);
        active.GetProperty("proofAge").GetDouble().Should().BeInRange(0, 30);
        active.GetProperty("roster")[0].GetProperty("addresses").GetProperty("health").GetString().Should().Be("127.0.0.1:8081");
        active.GetProperty("stages")[0].GetProperty("isOpen").GetBoolean().Should().BeTrue();
        active.GetProperty("reason").ValueKind.Should().Be(JsonValueKind.Null);
        var other = root.GetProperty("replicas")[1];
        other.GetProperty("role").GetString().Should().Be("standing-back");
        other.GetProperty("proofAge").ValueKind.Should().Be(JsonValueKind.Null);
        other.GetProperty("reason").GetString().Should().StartWith("instance is standing back");
    }

    [Fact]
    public async Task A_pause_of_automatic_failover_is_shown_as_long_as_it_lasts()
    {
        var board = Board.Of("participant1", ReplicaRole.Active);
        (await (await GetAsync("/health", board)).Content.ReadAsStringAsync()).Should().NotContain("failover");

        board.Pause("ops", "maintenance");

        var text = await (await AgainAsync("/health")).Content.ReadAsStringAsync();
        text.Should().Contain("participant1 : Ok()\nparticipant1.failover : Degraded(automatic failover is paused by ops since 1970-01-01T00:00:00Z: maintenance)\n");
        using var document = JsonDocument.Parse(await (await AgainAsync("/health?format=json")).Content.ReadAsStringAsync());
        var policy = document.RootElement.GetProperty("replicas")[0].GetProperty("policy");
        policy.GetProperty("pause").GetProperty("why").GetString().Should().Be("maintenance");
        policy.GetProperty("priorities").EnumerateObject().Should().BeEmpty();
    }

    [Fact]
    public async Task JSON_can_be_asked_for_by_the_Accept_header()
    {
        _client.DefaultRequestHeaders.Add("Accept", "text/html, application/json;q=0.9");

        var answer = await GetAsync("/health", Board.Of("participant1", ReplicaRole.Active));

        answer.Content.Headers.ContentType?.MediaType.Should().Be("application/json");
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_its_key()
    {
        await GetAsync("/health", Board.Of("participant1", ReplicaRole.Active));
        var port = _server!.Port;

        await FluentActions.Awaiting(() => HealthServer.StartAsync(new HttpEndpoint("127.0.0.1", port), Key, [], pages: null, default))
            .Should().ThrowAsync<ConfigurationRefusedException>()
            .WithMessage($"{Key}.port: port {port} of 127.0.0.1 is already in use; choose another one, or 0 to let the system choose.");
    }

    [Theory]
    [InlineData("not-an-address", "*.address: 'not-an-address' is not an IP address*")]
    [InlineData("192.0.2.1", "*cannot listen on 192.0.2.1:0*")]
    public async Task An_address_that_is_not_of_this_host_is_named_with_its_key(string address, string message) =>
        await FluentActions.Awaiting(() => HealthServer.StartAsync(new HttpEndpoint(address, 0), Key, [], pages: null, default))
            .Should().ThrowAsync<ConfigurationRefusedException>().WithMessage(message);

    private async Task<HttpResponseMessage> GetAsync(string path, params Board[] boards)
    {
        _server = await HealthServer.StartAsync(new HttpEndpoint("127.0.0.1", 0), Key, [.. boards.Select(board => board.Status)], pages: null, default);
        return await AgainAsync(path);
    }

    private async Task<HttpResponseMessage> AgainAsync(string path, string method = "GET")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"http://127.0.0.1:{_server!.Port}{path}");
        return await _client.SendAsync(request);
    }
}
