using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Tests.Support;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using FluentAssertions;
using Xunit;
using static Com.Digitalasset.Canton.Admin.Health.V30.ComponentStatus;
using static Com.Digitalasset.Canton.Admin.Participant.V30.ParticipantStatusService;

namespace Canton.Ha.Actors.Tests.AdminApi;

public sealed class ParticipantStatusApiSpec
{
    [Fact]
    public async Task An_active_replica_says_so_twice_and_shows_where_it_serves()
    {
        await using var bench = await AdminBench.StartAsync();

        var answer = await ReadAsync(bench);

        answer.Status.Active.Should().BeTrue();
        var common = answer.Status.CommonStatus;
        common.Active.Should().BeTrue();
        common.Uid.Should().MatchRegex("^ledger::1220[0-9a-f]{64}$");
        common.Uptime.ToTimeSpan().Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThan(TimeSpan.FromMinutes(1));
        common.Ports.Should().BeEquivalentTo(new Dictionary<string, int> { ["admin"] = bench.Port, ["health"] = 8081 });
        common.Version.Should().MatchRegex(@"^\d+\.\d+\.\d+$");
        common.TopologyQueues.Should().NotBeNull("the reference's client wants it");
        common.Components.Select(component => (component.Name, component.StatusCase))
            .Should().Equal(("db-storage", StatusOneofCase.Ok), ("write-pool", StatusOneofCase.Ok));
    }

    [Fact]
    public async Task A_passive_replica_answers_and_says_why_it_does_not_serve()
    {
        await using var bench = await AdminBench.StartAsync(ReplicaRole.Passive);

        var status = (await ReadAsync(bench)).Status;

        status.Active.Should().BeFalse();
        status.CommonStatus.Active.Should().BeFalse();
        status.CommonStatus.Components[0].Failed.Description.Should().Be("instance is passive");
        status.CommonStatus.Components[1].Failed.Description.Should().Be("Not Initialized");
    }

    [Fact]
    public async Task A_pause_of_automatic_failover_is_a_degraded_component()
    {
        await using var bench = await AdminBench.StartAsync();
        bench.Board.Pause("ops", "maintenance");

        var components = (await ReadAsync(bench)).Status.CommonStatus.Components;

        components.Select(component => component.Name).Should().Equal("db-storage", "failover", "write-pool");
        components[1].Degraded.Description.Should().Be("automatic failover is paused by ops since 1970-01-01T00:00:00Z: maintenance");
    }

    [Fact]
    public async Task It_is_inactive_from_the_moment_in_which_its_term_is_lost()
    {
        await using var bench = await AdminBench.StartAsync();

        bench.Board.LoseTerm();

        (await ReadAsync(bench)).Status.CommonStatus.Active.Should().BeFalse();
    }

    [Fact]
    public async Task Before_the_first_term_it_is_not_initialised_and_never_again_after_it()
    {
        var board = new Board("participant1");
        await using var bench = await AdminBench.BindAsync(board);
        bench.Open();

        var first = await ReadAsync(bench);
        board.Become(ReplicaRole.Passive);
        board.CutOff();

        first.NotInitialized.Active.Should().BeFalse();
        first.NotInitialized.Version.Should().NotBeEmpty();
        (await ReadAsync(bench)).KindCase.Should().Be(ParticipantStatusResponse.KindOneofCase.Status);
    }

    private static async Task<ParticipantStatusResponse> ReadAsync(AdminBench bench) =>
        await new ParticipantStatusServiceClient(bench.Channel).ParticipantStatusAsync(new ParticipantStatusRequest());
}
