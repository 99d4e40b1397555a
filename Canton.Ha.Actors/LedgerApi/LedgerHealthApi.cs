using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Running;
using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using GrpcHealth = Grpc.Health.V1.Health;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>
/// gRPC health of the Ledger API: <c>index</c> and <c>indexer</c> serve as long as this port does, <c>write</c> while a synchronizer is connected, and the
/// whole (no name) when all of them do.
/// </summary>
internal sealed class LedgerHealthApi(ILedger ledger, TimeProvider time) : GrpcHealth.HealthBase
{
    /// <summary>A watcher hears nothing more often.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        Task.FromResult(new HealthCheckResponse { Status = StatusOf(request.Service) });

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, ledger.Head.Closing);
        using var timer = new PeriodicTimer(Every, time);
        var said = ServingStatus.Unknown;
        try
        {
            do
                await SayAsync(StatusOf(request.Service));
            while (await timer.WaitForNextTickAsync(over.Token));
        }
        catch (OperationCanceledException) when (ledger.Head.Closing.IsCancellationRequested)
        {
            await SayAsync(ServingStatus.NotServing);
            throw ClosingErrors.AbortedDueToShutdown();
        }

        async Task SayAsync(ServingStatus status)
        {
            if (status != said)
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status });
            said = status;
        }
    }

    private ServingStatus StatusOf(string service) => service switch
    {
        "index" or "indexer" => ServingStatus.Serving,
        "" or "write" => ledger.Connected.IsEmpty ? ServingStatus.NotServing : ServingStatus.Serving,
        _ => throw new RpcException(new Status(StatusCode.NotFound, $"There is no service {service} here; there are index, indexer, write, and the empty name for all.")),
    };
}
