using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Grpc.Core;
using Grpc.Health.V1;
using Xunit;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using GrpcHealth = Grpc.Health.V1.Health;

namespace Canton.Ha.Actors.Tests.AdminApi;

public sealed class HealthApiSpec
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(ReplicaRole.Active, "", ServingStatus.Serving)]
    [InlineData(ReplicaRole.Active, "participant", ServingStatus.Serving)]
    [InlineData(ReplicaRole.Passive, "", ServingStatus.NotServing)]
    [InlineData(ReplicaRole.Passive, "participant", ServingStatus.NotServing)]
    [InlineData(ReplicaRole.Promoting, "participant", ServingStatus.NotServing)]
    [InlineData(ReplicaRole.Demoting, "participant", ServingStatus.NotServing)]
    [InlineData(ReplicaRole.Passive, "liveness", ServingStatus.Serving)]
    public async Task A_participant_serves_while_it_is_active_and_is_alive_as_long_as_it_answers(ReplicaRole role, string service, ServingStatus status)
    {
        await using var bench = await AdminBench.StartAsync(role);

        (await new GrpcHealth.HealthClient(bench.Channel).CheckAsync(new HealthCheckRequest { Service = service })).Status.Should().Be(status);
    }

    [Fact]
    public async Task An_unknown_service_is_not_found()
    {
        await using var bench = await AdminBench.StartAsync();

        var failure = await GrpcFailure.OfAsync(async () => await new GrpcHealth.HealthClient(bench.Channel).CheckAsync(new HealthCheckRequest { Service = "mediator" }));

        failure.Code.Should().Be(StatusCode.NotFound);
        failure.Message.Should().Contain("mediator");
    }

    [Fact]
    public async Task Whoever_watches_hears_of_each_change_once()
    {
        await using var bench = await AdminBench.StartAsync(ReplicaRole.Passive);
        using var call = Watch(bench, "participant");
        await ExpectAsync(call, ServingStatus.NotServing);

        bench.Become(ReplicaRole.Promoting);
        bench.Become(ReplicaRole.Active);
        await ExpectAsync(call, ServingStatus.Serving);
        bench.Become(ReplicaRole.Active);
        bench.Become(ReplicaRole.Demoting);
        await ExpectAsync(call, ServingStatus.NotServing);
    }

    [Fact]
    public async Task Watching_an_unknown_service_says_so_and_goes_on()
    {
        await using var bench = await AdminBench.StartAsync();
        using var call = Watch(bench, "mediator");

        await ExpectAsync(call, ServingStatus.ServiceUnknown);
        bench.Become(ReplicaRole.Demoting);

        var next = call.ResponseStream.MoveNext(default);
        await bench.EndActorsAsync();
        var failure = await GrpcFailure.OfAsync(() => next);
        failure.Code.Should().Be(StatusCode.Unavailable);
    }

    [Fact]
    public async Task When_the_node_stops_it_does_not_serve_any_more_and_the_stream_ends()
    {
        await using var bench = await AdminBench.StartAsync();
        using var call = Watch(bench, "");
        await ExpectAsync(call, ServingStatus.Serving);

        await bench.EndActorsAsync();

        await ExpectAsync(call, ServingStatus.NotServing);
        var failure = await GrpcFailure.OfAsync(() => call.ResponseStream.MoveNext(default));
        failure.Code.Should().Be(StatusCode.Unavailable);
        failure.Info.Reason.Should().Be("ABORTED_DUE_TO_SHUTDOWN");
    }

    [Fact]
    public async Task A_watcher_that_does_not_read_is_never_ended_for_it()
    {
        await using var bench = await AdminBench.StartAsync(ReplicaRole.Passive);
        using var call = Watch(bench, "participant");
        await ExpectAsync(call, ServingStatus.NotServing);

        for (var i = 0; i < 1000; i++)
            bench.Become(i % 2 == 0 ? ReplicaRole.Promoting : ReplicaRole.Passive);
        bench.Become(ReplicaRole.Active);

        await ExpectAsync(call, ServingStatus.Serving);
    }

    private static AsyncServerStreamingCall<HealthCheckResponse> Watch(AdminBench bench, string service) =>
        new GrpcHealth.HealthClient(bench.Channel).Watch(new HealthCheckRequest { Service = service });

    private static async Task ExpectAsync(AsyncServerStreamingCall<HealthCheckResponse> call, ServingStatus status)
    {
        using var limit = new CancellationTokenSource(Soon);
        (await call.ResponseStream.MoveNext(limit.Token)).Should().BeTrue();
        call.ResponseStream.Current.Status.Should().Be(status);
    }
}
