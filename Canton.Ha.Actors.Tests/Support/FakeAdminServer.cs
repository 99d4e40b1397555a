using Com.Digitalasset.Canton.Admin.Health.V30;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Com.Digitalasset.Canton.Connection.V30;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using V1 = Canton.Ha.Admin.V1;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>An Admin API that says what a <see cref="FakeAdmin"/> lets it say.</summary>
internal sealed class FakeAdminServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private FakeAdminServer(WebApplication application, int port)
    {
        _application = application;
        Port = port;
    }

    public int Port { get; }

    public static async Task<FakeAdminServer> StartAsync(FakeAdmin admin, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(admin);
        builder.Services.AddGrpc();
        var listening = port == 0 ? PostgresServer.FreePort() : port;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(listening, listen => listen.Protocols = HttpProtocols.Http2));
        var application = builder.Build();
        if (admin.ApiName is not null)
            application.MapGrpcService<ApiInfo>();
        application.MapGrpcService<Participant>();
        application.MapGrpcService<Replication>();
        application.MapGrpcService<Log>();
        await application.StartAsync();
        return new FakeAdminServer(application, listening);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private sealed class ApiInfo(FakeAdmin admin) : ApiInfoService.ApiInfoServiceBase
    {
        public override Task<GetApiInfoResponse> GetApiInfo(GetApiInfoRequest request, ServerCallContext context) =>
            admin.AnswerAsync("api", new GetApiInfoResponse { Name = admin.ApiName }, context);
    }

    private sealed class Participant(FakeAdmin admin) : ParticipantStatusService.ParticipantStatusServiceBase
    {
        public override Task<ParticipantStatusResponse> ParticipantStatus(ParticipantStatusRequest request, ServerCallContext context) =>
            admin.AnswerAsync("status", admin.Status, context);
    }

    private sealed class Replication(FakeAdmin admin) : V1.ReplicationService.ReplicationServiceBase
    {
        public override Task<V1.RosterResponse> Roster(V1.RosterRequest request, ServerCallContext context) => admin.AnswerAsync("roster", admin.Roster, context);

        public override Task<V1.HistoryResponse> History(V1.HistoryRequest request, ServerCallContext context) => admin.AnswerAsync($"history {request.Limit}", admin.History, context);

        public override Task<V1.SetPassiveResponse> SetPassive(V1.SetPassiveRequest request, ServerCallContext context) =>
            admin.AnswerAsync(
                $"set_passive {(request.HasTo ? request.To : "to any")}",
                new V1.SetPassiveResponse { Successor = "participant2", Term = 4, Gap = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(85)) },
                context);

        public override Task<V1.PauseResponse> Pause(V1.PauseRequest request, ServerCallContext context) =>
            admin.AnswerAsync($"pause {request.Why}", new V1.PauseResponse { Policy = new V1.FailoverPolicy { Pause = new V1.FailoverPause { By = request.By, Why = request.Why } } }, context);

        public override Task<V1.ResumeResponse> Resume(V1.ResumeRequest request, ServerCallContext context) =>
            admin.AnswerAsync("resume", new V1.ResumeResponse { Policy = new V1.FailoverPolicy() }, context);

        public override Task<V1.PreferredResponse> Preferred(V1.PreferredRequest request, ServerCallContext context) =>
            admin.AnswerAsync(
                $"preferred {request.Replica} {request.Priority}",
                new V1.PreferredResponse { Policy = new V1.FailoverPolicy { Priorities = { [request.Replica] = request.Priority } } },
                context);

        public override async Task Watch(V1.WatchRequest request, IServerStreamWriter<V1.WatchResponse> responseStream, ServerCallContext context)
        {
            await admin.AnswerAsync("watch", true, context);
            await foreach (var news in admin.News(context.CancellationToken))
                await responseStream.WriteAsync(news, context.CancellationToken);
        }
    }

    private sealed class Log(FakeAdmin admin) : StatusService.StatusServiceBase
    {
        public override Task<SetLogLevelResponse> SetLogLevel(SetLogLevelRequest request, ServerCallContext context) =>
            admin.AnswerAsync($"level {request.Level}", new SetLogLevelResponse(), context);

        public override async Task HealthDump(HealthDumpRequest request, IServerStreamWriter<HealthDumpResponse> responseStream, ServerCallContext context)
        {
            foreach (var part in admin.Archive)
                await responseStream.WriteAsync(new HealthDumpResponse { Chunk = Google.Protobuf.ByteString.CopyFrom(part) }, context.CancellationToken);
            await admin.AnswerAsync("dump", true, context);
        }
    }
}
