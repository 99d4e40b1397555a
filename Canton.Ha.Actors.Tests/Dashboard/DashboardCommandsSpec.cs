using System.Net;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Dashboard;

/// <summary>What an operator can do from a page, as HTTP has it.</summary>
public sealed class DashboardCommandsSpec : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Where_nobody_can_prove_to_be_an_operator_there_are_no_commands()
    {
        await using var bench = await PageStory.ActiveAsync();

        (await SendAsync(bench, "sign-in", "{}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer the-wrong-token")]
    [InlineData("Basic " + FakeOperators.Token)]
    public async Task Without_the_token_of_an_operator_nothing_is_done(string? authorization)
    {
        await using var bench = await PageStory.ActiveAsync(new FakeOperators());

        (await SendAsync(bench, "set-passive", "{}", authorization)).Status.Should().Be(HttpStatusCode.Unauthorized);
        bench.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task The_active_role_is_handed_to_the_named_successor()
    {
        await using var bench = await PageStory.ActiveAsync(new FakeOperators());
        bench.Answer = _ => new ReplicationProtocol.HandedOver("participant3", 8, TimeSpan.FromMilliseconds(81));

        var (status, text) = await SendAsync(bench, "set-passive", """{"to": "participant3", "why": "new kernel"}""");

        (status, text).Should().Be((HttpStatusCode.OK, "participant1 handed over to participant3, which passed the barrier in term 8 after 81 ms."));
        bench.Asked.Should().Equal(new ReplicationProtocol.SetPassive("asked for by alice: new kernel", "participant3"));
    }

    [Fact]
    public async Task What_is_refused_is_explained()
    {
        await using var bench = await PageStory.ActiveAsync(new FakeOperators());
        bench.Answer = _ => new ReplicationProtocol.Refused(RefusalReason.NoOtherReplica, "participant1 stays active: no other replica is there to take over.");

        (await SendAsync(bench, "set-passive", "{}")).Should().Be((HttpStatusCode.Conflict, "participant1 stays active: no other replica is there to take over."));
        (await SendAsync(bench, "pause", """{"why": " "}""")).Should().Be((HttpStatusCode.Conflict, "The field why is empty; it must have a value."));
    }

    [Fact]
    public async Task What_nobody_expected_is_not_told_to_whoever_asks()
    {
        await using var bench = await PageStory.ActiveAsync(new FakeOperators());
        bench.Answer = _ => "an answer that is none";

        (await SendAsync(bench, "set-passive", "{}")).Should().Be((HttpStatusCode.Conflict, "participant1 has failed to do that; its log says why."));
    }

    [Fact]
    public async Task Automatic_failover_is_paused_in_the_name_of_the_operator_and_resumed()
    {
        await using var bench = await PageStory.ActiveAsync(new FakeOperators());

        (await SendAsync(bench, "pause", """{"why": "maintenance"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await bench.Policies.ReadAsync(default)).Pause.Should().Be(new FailoverPause("alice", "maintenance", DateTimeOffset.UnixEpoch));
        (await SendAsync(bench, "resume", "{}")).Should().Be((HttpStatusCode.OK, "Automatic failover is on."));
        (await bench.Policies.ReadAsync(default)).Pause.Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"to\": 5}")]
    public async Task What_is_no_command_is_refused(string body)
    {
        await using var bench = await PageStory.ActiveAsync(new FakeOperators());

        (await SendAsync(bench, "resume", body)).Status.Should().Be(HttpStatusCode.BadRequest);
        (await SendAsync(bench, "pause", $$"""{"why": "{{new string('w', 5000)}}"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await SendAsync(bench, "explode", "{}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await _client.GetAsync(new Uri(bench.PageOf("participant1"), "dashboard/commands/resume"))).StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(
        DashboardBench bench, string command, string body, string? authorization = "Bearer " + FakeOperators.Token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bench.PageOf("participant1"), $"dashboard/commands/{command}?replica=participant1"));
        request.Content = new StringContent(body);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Trim());
    }
}
