using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Tests.Support;
using Com.Digitalasset.Canton.Connection.V30;
using FluentAssertions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Xunit;

namespace Canton.Ha.Actors.Tests.AdminApi;

public sealed class ReflectionApiSpec
{
    private static readonly string[] Services =
    [
        "canton.ha.admin.v1.ReplicationService",
        "com.digitalasset.canton.admin.health.v30.StatusService",
        "com.digitalasset.canton.admin.participant.v30.ParticipantReplicationService",
        "com.digitalasset.canton.admin.participant.v30.ParticipantStatusService",
        "com.digitalasset.canton.admin.participant.v30.SynchronizerConnectivityService",
        "com.digitalasset.canton.connection.v30.ApiInfoService",
        "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
    ];

    [Fact]
    public async Task The_port_says_which_API_it_serves()
    {
        await using var bench = await AdminBench.StartAsync();

        (await new ApiInfoService.ApiInfoServiceClient(bench.Channel).GetApiInfoAsync(new GetApiInfoRequest())).Name.Should().Be("admin-api");
    }

    [Fact]
    public async Task Lists_the_services_of_the_port()
    {
        await using var bench = await AdminBench.StartAsync();

        ServicesIn(await AskAsync(bench.Channel, new ServerReflectionRequest { Host = "here", ListServices = "*" })).Should().Equal(Services);
    }

    [Fact]
    public async Task A_port_for_health_alone_serves_nothing_else()
    {
        await using var bench = await AdminBench.StartAsync();
        await using var server = await AdminServer.StartHealthAsync(bench.Node, new HttpEndpoint("127.0.0.1", 0), default);
        using var channel = GrpcChannel.ForAddress(new Uri($"http://127.0.0.1:{server.Port}"));

        ServicesIn(await AskAsync(channel, new ServerReflectionRequest { ListServices = "" })).Should().Equal("grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection");
        (await GrpcFailure.OfAsync(async () => await new ApiInfoService.ApiInfoServiceClient(channel).GetApiInfoAsync(new GetApiInfoRequest())))
            .Code.Should().Be(StatusCode.Unimplemented);
    }

    [Theory]
    [InlineData("canton.ha.admin.v1.ReplicationService", "canton/ha/admin/v1/replication_service.proto")]
    [InlineData("canton.ha.admin.v1.ReplicationService.Watch", "canton/ha/admin/v1/replication_service.proto")]
    [InlineData("canton.ha.admin.v1.ReplicaState", "canton/ha/admin/v1/replication_service.proto")]
    [InlineData("canton.ha.admin.v1.ReplicaState.role", "canton/ha/admin/v1/replication_service.proto")]
    [InlineData("canton.ha.admin.v1.Role", "canton/ha/admin/v1/replication_service.proto")]
    [InlineData("com.digitalasset.canton.admin.health.v30.ComponentStatus.StatusData", "com/digitalasset/canton/admin/health/v30/status_service.proto")]
    [InlineData("com.digitalasset.canton.admin.health.v30.NotInitialized.WaitingForExternalInput", "com/digitalasset/canton/admin/health/v30/status_service.proto")]
    [InlineData("google.protobuf.Timestamp", "google/protobuf/timestamp.proto")]
    public async Task Finds_the_file_of_a_symbol(string symbol, string file)
    {
        await using var bench = await AdminBench.StartAsync();

        var answer = await AskAsync(bench.Channel, new ServerReflectionRequest { FileContainingSymbol = symbol });

        FilesIn(answer)[0].Name.Should().Be(file);
        answer.OriginalRequest.FileContainingSymbol.Should().Be(symbol);
    }

    /// <summary>As grpcurl does: everything that is needed to call a method is asked of the server.</summary>
    [Fact]
    public async Task A_tool_can_build_every_service_from_what_it_is_told()
    {
        await using var bench = await AdminBench.StartAsync();
        foreach (var service in Services)
        {
            var files = FilesIn(await AskAsync(bench.Channel, new ServerReflectionRequest { FileContainingSymbol = service }));

            FileDescriptor.BuildFromByteStrings(Sorted([.. files.Select(file => file.ToByteString())])).SelectMany(file => file.Services).Should().Contain(found => found.FullName == service);
        }
    }

    [Fact]
    public async Task Finds_a_file_by_its_name()
    {
        await using var bench = await AdminBench.StartAsync();

        FilesIn(await AskAsync(bench.Channel, new ServerReflectionRequest { FileByFilename = "com/digitalasset/canton/admin/participant/v30/participant_status_service.proto" }))
            .Select(file => file.Name).Should().Equal(
                "com/digitalasset/canton/admin/participant/v30/participant_status_service.proto",
                "com/digitalasset/canton/admin/health/v30/status_service.proto",
                "google/protobuf/duration.proto");
    }

    [Fact]
    public async Task No_message_here_has_extensions()
    {
        await using var bench = await AdminBench.StartAsync();

        var answer = await AskAsync(bench.Channel, new ServerReflectionRequest { AllExtensionNumbersOfType = "canton.ha.admin.v1.Stage" });

        answer.AllExtensionNumbersResponse.BaseTypeName.Should().Be("canton.ha.admin.v1.Stage");
        answer.AllExtensionNumbersResponse.ExtensionNumber.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_not_there_is_an_answer_and_the_stream_goes_on()
    {
        await using var bench = await AdminBench.StartAsync();
        using var call = new ServerReflection.ServerReflectionClient(bench.Channel).ServerReflectionInfo();

        await ExpectErrorAsync(call, new ServerReflectionRequest { FileContainingSymbol = "no.such.Thing" }, StatusCode.NotFound);
        await ExpectErrorAsync(call, new ServerReflectionRequest { FileByFilename = "no.proto" }, StatusCode.NotFound);
        await ExpectErrorAsync(call, new ServerReflectionRequest { AllExtensionNumbersOfType = "no.such.Thing" }, StatusCode.NotFound);
        await ExpectErrorAsync(call, new ServerReflectionRequest { FileContainingExtension = new ExtensionRequest { ContainingType = "canton.ha.admin.v1.Stage", ExtensionNumber = 7 } }, StatusCode.NotFound);
        await ExpectErrorAsync(call, new ServerReflectionRequest(), StatusCode.InvalidArgument);
        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(default)).Should().BeFalse();
    }

    private static async Task ExpectErrorAsync(
        AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call, ServerReflectionRequest request, StatusCode code)
    {
        await call.RequestStream.WriteAsync(request);
        (await call.ResponseStream.MoveNext(default)).Should().BeTrue();
        call.ResponseStream.Current.ErrorResponse.ErrorCode.Should().Be((int)code);
        call.ResponseStream.Current.ErrorResponse.ErrorMessage.Should().NotBeEmpty();
    }

    private static async Task<ServerReflectionResponse> AskAsync(GrpcChannel channel, ServerReflectionRequest request)
    {
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(default)).Should().BeTrue();
        return call.ResponseStream.Current;
    }

    private static IEnumerable<string> ServicesIn(ServerReflectionResponse answer) => answer.ListServicesResponse.Service.Select(service => service.Name);

    private static List<FileDescriptorProto> FilesIn(ServerReflectionResponse answer) =>
        [.. answer.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom)];

    /// <summary>Each file behind those it needs.</summary>
    private static List<ByteString> Sorted(IReadOnlyList<ByteString> files)
    {
        var left = files.ToDictionary(file => FileDescriptorProto.Parser.ParseFrom(file).Name);
        var sorted = new List<ByteString>();
        while (left.FirstOrDefault(file => !FileDescriptorProto.Parser.ParseFrom(file.Value).Dependency.Any(left.ContainsKey)) is { Key: { } name, Value: { } next })
        {
            sorted.Add(next);
            left.Remove(name);
        }

        return sorted;
    }
}
