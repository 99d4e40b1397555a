using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.LedgerApi;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using Com.Digitalasset.Canton.Connection.V30;
using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1;
using Xunit;
using GrpcHealth = Grpc.Health.V1.Health;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class LedgerServerSpec
{
    private readonly FakeLedger _ledger = new(keptMax: 10);

    [Fact]
    public async Task The_port_says_which_API_it_serves()
    {
        await using var bench = await LedgerApiBench.StartAsync(_ledger);

        (await new ApiInfoService.ApiInfoServiceClient(bench.Channel).GetApiInfoAsync(new GetApiInfoRequest())).Name.Should().Be("ledger-api");
    }

    [Fact]
    public async Task Says_its_version_and_its_limits()
    {
        await using var bench = await LedgerApiBench.StartAsync(_ledger);

        var answer = await new VersionService.VersionServiceClient(bench.Channel).GetLedgerApiVersionAsync(new GetLedgerApiVersionRequest());

        answer.Version.Should().MatchRegex(@"^\d+\.\d+\.\d+");
        answer.Features.Should().Be(new FeaturesDescriptor
        {
            Experimental = new ExperimentalFeatures { StaticTime = new ExperimentalStaticTime(), CommandInspectionService = new ExperimentalCommandInspectionService() },
            UserManagement = new UserManagementFeature { Supported = true, MaxRightsPerUser = 1000, MaxUsersPageSize = 1000 },
            PartyManagement = new PartyManagementFeature { MaxPartiesPageSize = 10_000 },
            OffsetCheckpoint = new OffsetCheckpointFeature { MaxOffsetCheckpointEmissionDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(75)) },
            PackageFeature = new PackageFeature { MaxVettedPackagesPageSize = 100 },
        });
    }

    [Fact]
    public async Task A_tool_finds_its_services_by_reflection()
    {
        await using var bench = await LedgerApiBench.StartAsync(_ledger);
        using var call = new ServerReflection.ServerReflectionClient(bench.Channel).ServerReflectionInfo();

        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        (await call.ResponseStream.MoveNext(default)).Should().BeTrue();

        call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).Should().Contain(
            ["com.daml.ledger.api.v2.CommandService", "com.daml.ledger.api.v2.VersionService", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection"]);
    }

    [Fact]
    public async Task What_nobody_has_built_is_unimplemented()
    {
        await using var bench = await LedgerApiBench.StartAsync(_ledger);

        (await GrpcFailure.OfAsync(async () => await new CommandService.CommandServiceClient(bench.Channel).SubmitAndWaitForReassignmentAsync(new SubmitAndWaitForReassignmentRequest())))
            .Code.Should().Be(StatusCode.Unimplemented);
        (await GrpcFailure.OfAsync(async () => await new Com.Daml.Ledger.Api.V2.CommandSubmissionService.CommandSubmissionServiceClient(bench.Channel).SubmitReassignmentAsync(new SubmitReassignmentRequest())))
            .Code.Should().Be(StatusCode.Unimplemented);
    }

    [Fact]
    public async Task It_can_write_when_a_synchronizer_is_connected()
    {
        await using var bench = await LedgerApiBench.StartAsync(_ledger);
        var health = new GrpcHealth.HealthClient(bench.Channel);
        using var watch = health.Watch(new HealthCheckRequest { Service = "write" });
        (await HeardAsync(watch)).Should().Be(HealthCheckResponse.Types.ServingStatus.NotServing);
        (await CheckAsync(health, "")).Should().Be(HealthCheckResponse.Types.ServingStatus.NotServing);
        (await CheckAsync(health, "index")).Should().Be(HealthCheckResponse.Types.ServingStatus.Serving);
        (await CheckAsync(health, "indexer")).Should().Be(HealthCheckResponse.Types.ServingStatus.Serving);

        _ledger.Connected = [new ConnectedSynchronizer(Wire.Synchronizer, Hosting.Empty, 0)];

        (await HeardAsync(watch)).Should().Be(HealthCheckResponse.Types.ServingStatus.Serving);
        (await CheckAsync(health, "")).Should().Be(HealthCheckResponse.Types.ServingStatus.Serving);
    }

    [Fact]
    public async Task Health_of_what_is_not_there_is_not_found()
    {
        await using var bench = await LedgerApiBench.StartAsync(_ledger);
        var health = new GrpcHealth.HealthClient(bench.Channel);

        (await GrpcFailure.OfAsync(async () => await health.CheckAsync(new HealthCheckRequest { Service = "participant" }))).Code.Should().Be(StatusCode.NotFound);
        using var watch = health.Watch(new HealthCheckRequest { Service = "participant" });
        (await GrpcFailure.OfAsync(() => watch.ResponseStream.MoveNext(default))).Code.Should().Be(StatusCode.NotFound);
    }

    [Fact]
    public async Task Not_more_streams_than_configured_are_open_at_a_time()
    {
        await _ledger.GrowAsync(1);
        await using var bench = await LedgerApiBench.StartAsync(_ledger, settings => settings with { StreamsMax = 1 });
        using (var first = Updates(bench, end: null))
        {
            _ = first.ResponseStream.MoveNext(default);
            await Eventually.BecomesTrueAsync("the first waits for updates", () => Task.FromResult(_ledger.Head.Waiting > 0), Bounds.Takeover);
            var failure = await GrpcFailure.OfAsync(() => Updates(bench, end: 1).AllAsync());
            (failure.Code, failure.ErrorId).Should().Be((StatusCode.Aborted, "MAXIMUM_NUMBER_OF_STREAMS"));
            using var health = new GrpcHealth.HealthClient(bench.Channel).Watch(new HealthCheckRequest());
            await HeardAsync(health);
        }

        await Eventually.BecomesTrueAsync("the place of the first is free", async () =>
        {
            try
            {
                await Updates(bench, end: 1).AllAsync();
                return true;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Aborted)
            {
                return false;
            }
        }, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Whoever_only_watches_health_takes_no_place_of_others_and_has_not_more_than_there_are()
    {
        await _ledger.GrowAsync(1);
        await using var bench = await LedgerApiBench.StartAsync(_ledger);
        var health = new GrpcHealth.HealthClient(bench.Channel);
        var watches = Enumerable.Range(0, CountedStreams.OpenMax).Select(_ => health.Watch(new HealthCheckRequest())).ToList();
        foreach (var watch in watches)
            await HeardAsync(watch);

        using var tool = new ServerReflection.ServerReflectionClient(bench.Channel).ServerReflectionInfo();
        var failure = await GrpcFailure.OfAsync(() => tool.ResponseStream.MoveNext(default));
        failure.Info.Reason.Should().Be("MAXIMUM_NUMBER_OF_STREAMS");
        failure.Message.Should().Contain("There are 100 streams already, as many as there may be of health and reflection");
        await Updates(bench, end: 1).AllAsync();
        watches.ForEach(watch => watch.Dispose());
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused()
    {
        await using var bench = await LedgerApiBench.StartAsync(_ledger, settings => settings with { MessageBytesMax = 1024 });

        var failure = await GrpcFailure.OfAsync(async () => await new CommandService.CommandServiceClient(bench.Channel)
            .SubmitAndWaitAsync(new SubmitAndWaitRequest { Commands = Wire.Commands(new string('c', 2000), "alice") }));

        failure.Code.Should().Be(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_its_key()
    {
        await using var bench = await LedgerApiBench.StartAsync(_ledger);

        await FluentActions.Awaiting(() => LedgerApiBench.StartAsync(_ledger, settings => settings with { Endpoint = new HttpEndpoint("127.0.0.1", bench.Port) }))
            .Should().ThrowAsync<ConfigurationRefusedException>()
            .WithMessage($"canton.participants.participant1.ledger-api.port: port {bench.Port} of 127.0.0.1 is already in use; choose another one, or 0 to let the system choose.");
    }

    private static AsyncServerStreamingCall<GetUpdatesResponse> Updates(LedgerApiBench bench, long? end)
    {
        var request = new GetUpdatesRequest { UpdateFormat = Formats.TransactionsOf("alice::1") };
        if (end is { } last)
            request.EndInclusive = last;
        return new UpdateService.UpdateServiceClient(bench.Channel).GetUpdates(request);
    }

    private static async Task<HealthCheckResponse.Types.ServingStatus> HeardAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        (await watch.ResponseStream.MoveNext(default)).Should().BeTrue();
        return watch.ResponseStream.Current.Status;
    }

    private static async Task<HealthCheckResponse.Types.ServingStatus> CheckAsync(GrpcHealth.HealthClient health, string service) =>
        (await health.CheckAsync(new HealthCheckRequest { Service = service })).Status;
}
