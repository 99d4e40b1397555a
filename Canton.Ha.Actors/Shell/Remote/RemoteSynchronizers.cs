using Com.Digitalasset.Canton.Admin.Participant.V30;
using Google.Protobuf;
using Grpc.Core;

namespace Canton.Ha.Actors.Shell.Remote;

/// <summary>Asks for the synchronizers of a node through its Admin API.</summary>
internal sealed class RemoteSynchronizers(RemoteConnection connection, TimeSpan limit)
{
    private readonly SynchronizerConnectivityService.SynchronizerConnectivityServiceClient _client = new(connection.Channel);

    /// <param name="request">A request of the service.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandFailedException">There is no answer, or it is a refusal.</exception>
    public Task<IMessage> AskAsync(IMessage request, CancellationToken cancellation) => request switch
    {
        ConnectSynchronizerRequest m => AskAsync(options => _client.ConnectSynchronizerAsync(m, options), cancellation),
        RegisterSynchronizerRequest m => AskAsync(options => _client.RegisterSynchronizerAsync(m, options), cancellation),
        ModifySynchronizerRequest m => AskAsync(options => _client.ModifySynchronizerAsync(m, options), cancellation),
        ReconnectSynchronizerRequest m => AskAsync(options => _client.ReconnectSynchronizerAsync(m, options), cancellation),
        ReconnectSynchronizersRequest m => AskAsync(options => _client.ReconnectSynchronizersAsync(m, options), cancellation),
        DisconnectSynchronizerRequest m => AskAsync(options => _client.DisconnectSynchronizerAsync(m, options), cancellation),
        DisconnectAllSynchronizersRequest m => AskAsync(options => _client.DisconnectAllSynchronizersAsync(m, options), cancellation),
        ListConnectedSynchronizersRequest m => AskAsync(options => _client.ListConnectedSynchronizersAsync(m, options), cancellation),
        ListRegisteredSynchronizersRequest m => AskAsync(options => _client.ListRegisteredSynchronizersAsync(m, options), cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request, "There is no such request."),
    };

    private async Task<IMessage> AskAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> ask, CancellationToken cancellation)
        where T : IMessage =>
        await connection.AskAsync(ask, limit, cancellation);
}
