using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Errors;
using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using GrpcHealth = Grpc.Health.V1.Health;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>
/// gRPC health: <c>participant</c>, or <c>sequencer</c> on a synchronizer, serves while the replica is active, the process as a whole (no name) likewise, and <c>liveness</c> as long as it answers.
/// </summary>
internal sealed class HealthApi(AdminNode node) : GrpcHealth.HealthBase
{
    private const string Liveness = "liveness";

    private readonly string _readiness = node.Settings.Kind == NodeKind.Participant ? "participant" : "sequencer";

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        StatusOf(request.Service) is { } status
            ? Task.FromResult(new HealthCheckResponse { Status = status })
            : throw new RpcException(new Status(StatusCode.NotFound, $"There is no service {request.Service} here; there are {_readiness}, liveness, and the empty name for all."));

    /// <summary>Of an unknown service it says so and goes on, as the health protocol has it.</summary>
    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        var subscription = Subscription.ToChanges();
        var said = ServingStatus.Unknown;
        try
        {
            await node.SubscribeAsync(subscription, context.CancellationToken);
            while (true)
            {
                await SayAsync(StatusOf(request.Service) ?? ServingStatus.ServiceUnknown);
                await subscription.WaitAsync(context.CancellationToken);
            }
        }
        catch (CantonErrorException) when (said == ServingStatus.Serving)
        {
            await SayAsync(ServingStatus.NotServing);
            throw;
        }
        finally
        {
            node.Unsubscribe(subscription);
        }

        async Task SayAsync(ServingStatus status)
        {
            if (status != said)
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status });
            said = status;
        }
    }

    private ServingStatus? StatusOf(string service) => service switch
    {
        "" => StatusOfReplica,
        _ when service == _readiness => StatusOfReplica,
        Liveness => ServingStatus.Serving,
        _ => null,
    };

    private ServingStatus StatusOfReplica => node.Board.Current.IsActive ? ServingStatus.Serving : ServingStatus.NotServing;
}
