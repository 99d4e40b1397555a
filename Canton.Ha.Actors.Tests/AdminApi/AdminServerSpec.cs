using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using FluentAssertions;
using Grpc.Core;
using Xunit;
using static Com.Digitalasset.Canton.Admin.Participant.V30.ParticipantReplicationService;
using static Com.Digitalasset.Canton.Admin.Participant.V30.ParticipantStatusService;

namespace Canton.Ha.Actors.Tests.AdminApi;

public sealed class AdminServerSpec
{
    [Fact]
    public async Task A_port_in_use_is_named_with_its_key()
    {
        await using var bench = await AdminBench.StartAsync();
        var port = bench.Port;

        await FluentActions.Awaiting(() => AdminBench.BindAsync(new Board("participant2"), settings => settings with { Endpoint = new HttpEndpoint("127.0.0.1", port) }))
            .Should().ThrowAsync<ConfigurationRefusedException>()
            .WithMessage($"canton.participants.participant2.admin-api.port: port {port} of 127.0.0.1 is already in use; choose another one, or 0 to let the system choose.");
        await FluentActions.Awaiting(() => AdminServer.StartHealthAsync(bench.Node, new HttpEndpoint("127.0.0.1", port), default))
            .Should().ThrowAsync<ConfigurationRefusedException>().WithMessage("canton.participants.participant1.monitoring.grpc-health-server.port: *");
    }

    [Fact]
    public async Task Several_of_them_live_in_one_process()
    {
        await using var first = await AdminBench.StartAsync();
        await using var second = await AdminBench.StartAsync(ReplicaRole.Passive, replica: "participant2");

        (await StatusAsync(first)).Should().BeTrue();
        (await StatusAsync(second)).Should().BeFalse();
    }

    [Fact]
    public async Task Before_the_actors_have_started_writes_are_unavailable()
    {
        await using var bench = await AdminBench.BindAsync(new Board("participant1"));

        var failure = await GrpcFailure.OfAsync(async () => await new ParticipantReplicationServiceClient(bench.Channel).SetPassiveAsync(new SetPassiveRequest()));

        failure.Code.Should().Be(StatusCode.Unavailable);
        failure.Info.Reason.Should().Be("SERVICE_NOT_RUNNING");
        bench.Open();
    }

    [Fact]
    public async Task A_call_that_is_inside_when_the_server_stops_is_answered_and_the_next_one_finds_nobody()
    {
        await using var bench = await AdminBench.StartAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Answer = _ =>
        {
            asked.SetResult();
            return null;
        };
        var client = new ParticipantReplicationServiceClient(bench.Channel);
        var call = client.SetPassiveAsync(new SetPassiveRequest()).ResponseAsync;
        await asked.Task;

        var stopping = bench.StopServerAsync();
        bench.Reply(new ReplicationProtocol.HandedOver("participant2", 4, TimeSpan.Zero));

        await call;
        await stopping;
        (await GrpcFailure.OfAsync(async () => await client.SetPassiveAsync(new SetPassiveRequest()))).Code.Should().Be(StatusCode.Unavailable);
    }

    [Fact]
    public async Task A_call_that_does_not_end_keeps_the_server_only_for_the_drain_time()
    {
        await using var bench = await AdminBench.StartAsync();
        var call = new ParticipantReplicationServiceClient(bench.Channel).SetPassiveAsync(new SetPassiveRequest()).ResponseAsync;
        await Eventually.BecomesTrueAsync("the call is inside", () => Task.FromResult(bench.Asked.Count == 1), TimeSpan.FromSeconds(10));

        await bench.StopServerAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        await GrpcFailure.OfAsync(() => call);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused()
    {
        await using var bench = await AdminBench.StartAsync(change: settings => settings with { MessageBytesMax = 1024 });

        var failure = await GrpcFailure.OfAsync(async () =>
            await new Canton.Ha.Admin.V1.ReplicationService.ReplicationServiceClient(bench.Channel).PauseAsync(new Canton.Ha.Admin.V1.PauseRequest { Why = new string('w', 2000) }));

        failure.Code.Should().Be(StatusCode.ResourceExhausted);
    }

    private static async Task<bool> StatusAsync(AdminBench bench) =>
        (await new ParticipantStatusServiceClient(bench.Channel).ParticipantStatusAsync(new ParticipantStatusRequest())).Status.Active;
}
