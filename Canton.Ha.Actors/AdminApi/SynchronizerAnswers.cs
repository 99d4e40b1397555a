using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Synchronizers;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Google.Protobuf;
using Handshake = Com.Digitalasset.Canton.Admin.Participant.V30.RegisterSynchronizerRequest.Types.SynchronizerConnection;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>Answers the requests of the service for synchronizers, whichever way they come.</summary>
internal static class SynchronizerAnswers
{
    private const string Config = "config";
    private const string AliasField = "synchronizer_alias";

    /// <param name="node">The replica that was asked.</param>
    /// <param name="request">A request of the service.</param>
    /// <param name="cancellation">Nobody waits for the answer any longer.</param>
    /// <exception cref="CantonErrorException">It is refused.</exception>
    public static async Task<IMessage> AnswerAsync(this AdminNode node, IMessage request, CancellationToken cancellation) => request switch
    {
        ConnectSynchronizerRequest m => new ConnectSynchronizerResponse { ConnectedSuccessfully = await node.AttemptAsync(Connect(m), cancellation) },
        ReconnectSynchronizerRequest m => new ReconnectSynchronizerResponse
        {
            ConnectedSuccessfully = await node.AttemptAsync(new SynchronizerProtocol.Reconnect(SynchronizerWire.Alias(m.SynchronizerAlias, AliasField), m.Retry), cancellation),
        },
        RegisterSynchronizerRequest m => await node.DoAsync(Register(m), new RegisterSynchronizerResponse(), cancellation),
        ReconnectSynchronizersRequest m => await node.DoAsync(new SynchronizerProtocol.ReconnectAll(m.IgnoreFailures), new ReconnectSynchronizersResponse(), cancellation),
        ModifySynchronizerRequest m => await node.DoAsync(Modify(m), new ModifySynchronizerResponse(), cancellation),
        DisconnectSynchronizerRequest m => await node.DoAsync(
            new SynchronizerProtocol.Disconnect(SynchronizerWire.Alias(m.SynchronizerAlias, AliasField)), new DisconnectSynchronizerResponse(), cancellation),
        DisconnectAllSynchronizersRequest => await node.DoAsync(SynchronizerProtocol.DisconnectAll.Instance, new DisconnectAllSynchronizersResponse(), cancellation),
        ListConnectedSynchronizersRequest => new ListConnectedSynchronizersResponse { ConnectedSynchronizers = { node.Connections().Select(SynchronizerWire.Connected) } },
        ListRegisteredSynchronizersRequest => new ListRegisteredSynchronizersResponse { Results = { node.RegisteredSynchronizers().Select(SynchronizerWire.Registered) } },
        GetSynchronizerIdRequest m => Identified(node.IdOfSynchronizer(SynchronizerWire.Alias(m.SynchronizerAlias, AliasField))),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request, "There is no such request."),
    };

    private static async Task<bool> AttemptAsync(this AdminNode node, object command, CancellationToken cancellation) =>
        (await node.AskSynchronizersAsync<SynchronizerProtocol.Attempted>(command, cancellation)).IsConnected;

    private static async Task<IMessage> DoAsync(this AdminNode node, object command, IMessage response, CancellationToken cancellation)
    {
        await node.AskSynchronizersAsync<SynchronizerProtocol.Done>(command, cancellation);
        return response;
    }

    private static SynchronizerProtocol.Connect Connect(ConnectSynchronizerRequest request)
    {
        var (settings, id) = SynchronizerWire.Read(request.Config, Config);
        return new SynchronizerProtocol.Connect(settings, id);
    }

    private static SynchronizerProtocol.Register Register(RegisterSynchronizerRequest request)
    {
        var (settings, id) = SynchronizerWire.Read(request.Config, Config);
        return new SynchronizerProtocol.Register(settings, id, request.SynchronizerConnection switch
        {
            Handshake.None => false,
            Handshake.Handshake => true,
            var other => throw AdminErrors.NotRead("synchronizer_connection", $"must be NONE or HANDSHAKE, but is {other}."),
        });
    }

    private static SynchronizerProtocol.Modify Modify(ModifySynchronizerRequest request)
    {
        var (settings, id) = SynchronizerWire.Read(request.NewConfig, "new_config");
        return new SynchronizerProtocol.Modify(settings, request.PhysicalSynchronizerId is { Length: > 0 } given ? given : id);
    }

    private static GetSynchronizerIdResponse Identified(string id) => new() { SynchronizerId = id, PhysicalSynchronizerId = id };
}
