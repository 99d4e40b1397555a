using Com.Digitalasset.Canton.Admin.Participant.V30;
using Google.Protobuf;
using Grpc.Core;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>
/// The synchronizers of a participant as the reference has them, but that they are remembered as they were left: what was disconnected stays so, also
/// after a change of the active replica. On a passive replica everything is refused but the list of those connected, which is empty.
/// </summary>
internal sealed class SynchronizerConnectivityApi(AdminNode node) : SynchronizerConnectivityService.SynchronizerConnectivityServiceBase
{
    public override Task<ConnectSynchronizerResponse> ConnectSynchronizer(ConnectSynchronizerRequest request, ServerCallContext context) =>
        AnswerAsync<ConnectSynchronizerResponse>(request, context);

    public override Task<RegisterSynchronizerResponse> RegisterSynchronizer(RegisterSynchronizerRequest request, ServerCallContext context) =>
        AnswerAsync<RegisterSynchronizerResponse>(request, context);

    public override Task<ReconnectSynchronizersResponse> ReconnectSynchronizers(ReconnectSynchronizersRequest request, ServerCallContext context) =>
        AnswerAsync<ReconnectSynchronizersResponse>(request, context);

    public override Task<ReconnectSynchronizerResponse> ReconnectSynchronizer(ReconnectSynchronizerRequest request, ServerCallContext context) =>
        AnswerAsync<ReconnectSynchronizerResponse>(request, context);

    public override Task<ModifySynchronizerResponse> ModifySynchronizer(ModifySynchronizerRequest request, ServerCallContext context) =>
        AnswerAsync<ModifySynchronizerResponse>(request, context);

    public override Task<DisconnectSynchronizerResponse> DisconnectSynchronizer(DisconnectSynchronizerRequest request, ServerCallContext context) =>
        AnswerAsync<DisconnectSynchronizerResponse>(request, context);

    public override Task<DisconnectAllSynchronizersResponse> DisconnectAllSynchronizers(DisconnectAllSynchronizersRequest request, ServerCallContext context) =>
        AnswerAsync<DisconnectAllSynchronizersResponse>(request, context);

    public override Task<ListConnectedSynchronizersResponse> ListConnectedSynchronizers(ListConnectedSynchronizersRequest request, ServerCallContext context) =>
        AnswerAsync<ListConnectedSynchronizersResponse>(request, context);

    public override Task<ListRegisteredSynchronizersResponse> ListRegisteredSynchronizers(ListRegisteredSynchronizersRequest request, ServerCallContext context) =>
        AnswerAsync<ListRegisteredSynchronizersResponse>(request, context);

    public override Task<GetSynchronizerIdResponse> GetSynchronizerId(GetSynchronizerIdRequest request, ServerCallContext context) =>
        AnswerAsync<GetSynchronizerIdResponse>(request, context);

    private async Task<T> AnswerAsync<T>(IMessage request, ServerCallContext context) => (T)await node.AnswerAsync(request, context.CancellationToken);
}
