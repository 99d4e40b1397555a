using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Dashboard;

/// <summary>The dashboard as HTTP has it, on real ports.</summary>
public sealed class DashboardSiteSpec : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly HttpClient _client = new() { Timeout = Limit };

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task The_page_may_load_nothing_from_elsewhere_and_be_shown_nowhere_else()
    {
        await using var bench = await DashboardBench.StartAsync("participant1");

        using var answer = await _client.GetAsync(bench.PageOf("participant1"));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType?.MediaType.Should().Be("text/html");
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'; script-src 'self';").And.EndWith("frame-ancestors 'none'").And.NotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        answer.Headers.Should().NotContain(header => header.Key == "Access-Control-Allow-Origin");
    }

    [Fact]
    public async Task Everything_the_page_names_is_there()
    {
        await using var bench = await DashboardBench.StartAsync("participant1");
        var named = PageFile.All.Values.SelectMany(file => Regex.Matches(Encoding.UTF8.GetString(file.Content.Span), "(src|href)=\"(?<path>dashboard/[^\"]+)\"|from '\\./(?<module>[^']+)'", RegexOptions.ExplicitCapture, Limit))
            .Select(match => match.Groups["path"] is { Success: true } path ? path.Value : $"dashboard/{match.Groups["module"].Value}").Distinct().ToList();

        named.Should().HaveCountGreaterThan(5);
        foreach (var path in named)
            (await _client.GetAsync(new Uri(bench.PageOf("participant1"), path))).StatusCode.Should().Be(HttpStatusCode.OK, path);
    }

    [Theory]
    [InlineData("POST", "/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/dashboard/events", HttpStatusCode.MethodNotAllowed)]
    [InlineData("HEAD", "/", HttpStatusCode.OK)]
    [InlineData("GET", "/dashboard/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/dashboard/other.js", HttpStatusCode.NotFound)]
    [InlineData("GET", "/dashboard/events?replica=participant9", HttpStatusCode.NotFound)]
    [InlineData("GET", "/health", HttpStatusCode.ServiceUnavailable)]
    public async Task Other_requests_are_answered_as_they_should_be(string method, string path, HttpStatusCode status)
    {
        await using var bench = await DashboardBench.StartAsync("participant1");
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(bench.PageOf("participant1"), path));

        (await _client.SendAsync(request)).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task Before_the_actors_have_started_the_page_is_there_and_its_stream_asks_to_come_back()
    {
        await using var bench = await DashboardBench.BindAsync(operators: null, "participant1");

        (await _client.GetAsync(bench.PageOf("participant1"))).StatusCode.Should().Be(HttpStatusCode.OK);
        var answer = await _client.GetAsync(bench.EventsOf("participant1"));
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter?.Delta.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_stream_begins_with_the_site_and_a_snapshot_also_for_a_browser_that_comes_back()
    {
        await using var bench = await DashboardBench.StartAsync("participant1");
        using var request = new HttpRequestMessage(HttpMethod.Get, bench.EventsOf("participant1"));
        request.Headers.Add("Last-Event-ID", "participant1-18c-7");

        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        answer.Content.Headers.ContentType?.MediaType.Should().Be("text/event-stream");
        var told = await TakeAsync(answer, (_, all) => all.Count == 2);
        told.Select(one => one.Kind).Should().Equal("site", "snapshot");
        told[0].Data.GetProperty("shown").GetString().Should().Be("participant1");
        told[0].Data.GetProperty("hasCommands").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task The_page_of_one_replica_shows_what_the_others_say_about_themselves()
    {
        await using var bench = await DashboardBench.StartAsync("participant1", "participant2");
        using var answer = await _client.GetAsync(bench.EventsOf("participant1"), HttpCompletionOption.ResponseHeadersRead);

        await TakeAsync(answer, (one, _) => IsPeer(one, "passive"));
        bench.Become("participant2", ReplicaRole.Promoting, "it holds the main lock", term: 8, open: 1);

        var told = await TakeAsync(await _client.GetAsync(bench.EventsOf("participant1"), HttpCompletionOption.ResponseHeadersRead), (one, _) => IsPeer(one, "promoting"));
        told[^1].Data.GetProperty("heard").GetProperty("stages")[0].GetProperty("isOpen").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task A_replica_whose_server_is_gone_is_said_to_be_silent_and_heard_again_when_it_is_back()
    {
        await using var bench = await DashboardBench.StartAsync("participant1", "participant2");
        await bench.KillServerAsync("participant2");
        using var answer = await _client.GetAsync(bench.EventsOf("participant1"), HttpCompletionOption.ResponseHeadersRead);
        var stream = await EventsAsync(answer);

        await TakeAsync(stream, one => one is { Kind: "peer" } && one.Data.GetProperty("problem").ValueKind == JsonValueKind.String);
        await bench.StartServerAgainAsync("participant2");

        await TakeAsync(stream, one => IsPeer(one, "passive"));
    }

    [Fact]
    public async Task One_stream_too_many_is_refused_until_another_one_leaves()
    {
        await using var bench = await DashboardBench.StartAsync("participant1");
        var streams = new List<HttpResponseMessage>();
        for (var i = 0; i < DashboardLimits.Default.SubscribersMax; i++)
            streams.Add(await _client.GetAsync(bench.EventsOf("participant1", "?scope=self"), HttpCompletionOption.ResponseHeadersRead));

        streams.Should().OnlyContain(stream => stream.IsSuccessStatusCode);
        (await _client.GetAsync(bench.EventsOf("participant1"))).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        streams[0].Dispose();
        await Eventually.BecomesTrueAsync(
            "there is room again",
            async () =>
            {
                using var again = await _client.GetAsync(bench.EventsOf("participant1"), HttpCompletionOption.ResponseHeadersRead);
                return again.IsSuccessStatusCode;
            },
            Limit);
        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task When_the_node_stops_the_streams_end()
    {
        await using var bench = await DashboardBench.StartAsync("participant1");
        using var answer = await _client.GetAsync(bench.EventsOf("participant1"), HttpCompletionOption.ResponseHeadersRead);

        await bench.EndActorsAsync();

        await FluentActions.Awaiting(() => answer.Content.ReadAsStringAsync().WaitAsync(Limit)).Should().ThrowAsync<HttpRequestException>();
    }

    private static bool IsPeer((string Kind, JsonElement Data) one, string role) =>
        one.Kind == "peer" && one.Data.GetProperty("heard") is { ValueKind: JsonValueKind.Object } heard
        && one.Data.GetProperty("problem").ValueKind == JsonValueKind.Null && heard.GetProperty("role").GetString() == role;

    private static async Task<IAsyncEnumerator<(string Kind, byte[] Data)>> EventsAsync(HttpResponseMessage answer) =>
        ServerSentEvents.ReadAsync(await answer.Content.ReadAsStreamAsync(), 1 << 20, CancellationToken.None).GetAsyncEnumerator();

    private static Task<List<(string Kind, JsonElement Data)>> TakeAsync(IAsyncEnumerator<(string Kind, byte[] Data)> stream, Func<(string Kind, JsonElement Data), bool> isLast) =>
        TakeAsync(stream, (one, _) => isLast(one));

    private static async Task<List<(string Kind, JsonElement Data)>> TakeAsync(HttpResponseMessage answer, Func<(string Kind, JsonElement Data), List<(string Kind, JsonElement Data)>, bool> isLast) =>
        await TakeAsync(await EventsAsync(answer), isLast);

    private static async Task<List<(string Kind, JsonElement Data)>> TakeAsync(
        IAsyncEnumerator<(string Kind, byte[] Data)> stream, Func<(string Kind, JsonElement Data), List<(string Kind, JsonElement Data)>, bool> isLast)
    {
        var taken = new List<(string Kind, JsonElement Data)>();
        while (taken.Count == 0 || !isLast(taken[^1], taken))
        {
            (await stream.MoveNextAsync().AsTask().WaitAsync(Limit)).Should().BeTrue("the stream goes on");
            taken.Add((stream.Current.Kind, JsonDocument.Parse(stream.Current.Data).RootElement));
        }

        return taken;
    }
}
