using Com.Digitalasset.Canton.Admin.Participant.V30;
using Com.Digitalasset.Canton.Admin.Sequencer.V30;
using Google.Protobuf;

namespace Canton.Ha.Actors.Shell;

/// <summary>Carries out commands for synchronizers: what is asked and answered is the same, whether the node is here or behind its Admin API.</summary>
internal sealed class SynchronizerRunner(IConsoleView view, Waiting waiting)
{
    private static readonly string[] s_connectedHeaders = ["alias", "synchronizer", "healthy"];
    private static readonly string[] s_registeredHeaders = ["alias", "connected", "synchronizer", "connections", "priority", "connects"];

    /// <exception cref="CommandFailedException">It did not do what it was to do.</exception>
    public Task RunAsync(SynchronizerCommand command, CancellationToken cancellation) => command switch
    {
        SynchronizerCommand.Connect m => ConnectAsync(m, cancellation),
        SynchronizerCommand.Register m => RegisterAsync(m, cancellation),
        SynchronizerCommand.Modify m => ModifyAsync(m, cancellation),
        SynchronizerCommand.Reconnect m => ReconnectAsync(m, cancellation),
        SynchronizerCommand.ReconnectAll m => ReconnectAllAsync(m.Node, cancellation),
        SynchronizerCommand.Disconnect m => DisconnectAsync(m, cancellation),
        SynchronizerCommand.DisconnectAll m => DisconnectAllAsync(m.Node, cancellation),
        SynchronizerCommand.ListConnected m => ListConnectedAsync(m.Node, cancellation),
        SynchronizerCommand.ListRegistered m => ListRegisteredAsync(m.Node, cancellation),
        SynchronizerCommand.IsConnected m => ShowConnectedAsync(m, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "There is no such command."),
    };

    private async Task ConnectAsync(SynchronizerCommand.Connect command, CancellationToken cancellation)
    {
        var request = new ConnectSynchronizerRequest { Config = ConfigOf(command.Synchronizer) };
        var answer = await AskAsync<ConnectSynchronizerResponse>(command.Node, request, cancellation);
        ShowAttempt(command.Synchronizer.Alias, answer.ConnectedSuccessfully);
    }

    private async Task RegisterAsync(SynchronizerCommand.Register command, CancellationToken cancellation)
    {
        var request = new RegisterSynchronizerRequest
        {
            Config = ConfigOf(command.Synchronizer), SynchronizerConnection = RegisterSynchronizerRequest.Types.SynchronizerConnection.Handshake,
        };
        await AskAsync<RegisterSynchronizerResponse>(command.Node, request, cancellation);
        view.Show($"{command.Synchronizer.Alias} is registered.");
    }

    private async Task ModifyAsync(SynchronizerCommand.Modify command, CancellationToken cancellation)
    {
        await AskAsync<ModifySynchronizerResponse>(command.Node, new ModifySynchronizerRequest { NewConfig = ConfigOf(command.Synchronizer) }, cancellation);
        view.Show($"{command.Synchronizer.Alias} is modified.");
    }

    private async Task ReconnectAsync(SynchronizerCommand.Reconnect command, CancellationToken cancellation)
    {
        var request = new ReconnectSynchronizerRequest { SynchronizerAlias = command.Alias, Retry = true };
        ShowAttempt(command.Alias, (await AskAsync<ReconnectSynchronizerResponse>(command.Node, request, cancellation)).ConnectedSuccessfully);
    }

    private async Task ReconnectAllAsync(IConsoleNode node, CancellationToken cancellation)
    {
        await AskAsync<ReconnectSynchronizersResponse>(node, new ReconnectSynchronizersRequest(), cancellation);
        view.Show("All are connected.");
    }

    private async Task DisconnectAsync(SynchronizerCommand.Disconnect command, CancellationToken cancellation)
    {
        await AskAsync<DisconnectSynchronizerResponse>(command.Node, new DisconnectSynchronizerRequest { SynchronizerAlias = command.Alias }, cancellation);
        view.Show($"{command.Alias} is disconnected.");
    }

    private async Task DisconnectAllAsync(IConsoleNode node, CancellationToken cancellation)
    {
        await AskAsync<DisconnectAllSynchronizersResponse>(node, new DisconnectAllSynchronizersRequest(), cancellation);
        view.Show("All are disconnected.");
    }

    private async Task ListConnectedAsync(IConsoleNode node, CancellationToken cancellation)
    {
        var answer = await AskAsync<ListConnectedSynchronizersResponse>(node, new ListConnectedSynchronizersRequest(), cancellation);
        if (answer.ConnectedSynchronizers.Count == 0)
            view.Show("No synchronizer is connected.");
        else
            view.Show(new ConsoleTable(s_connectedHeaders, [.. answer.ConnectedSynchronizers.Select(found => new[] { found.SynchronizerAlias, found.SynchronizerId, ConsoleText.Active(found.Healthy) })]));
    }

    private async Task ListRegisteredAsync(IConsoleNode node, CancellationToken cancellation)
    {
        var answer = await AskAsync<ListRegisteredSynchronizersResponse>(node, new ListRegisteredSynchronizersRequest(), cancellation);
        if (answer.Results.Count == 0)
            view.Show("No synchronizer is registered.");
        else
            view.Show(new ConsoleTable(s_registeredHeaders, [.. answer.Results.Select(Row)]));
    }

    private async Task ShowConnectedAsync(SynchronizerCommand.IsConnected command, CancellationToken cancellation)
    {
        var answer = await AskAsync<ListConnectedSynchronizersResponse>(command.Node, new ListConnectedSynchronizersRequest(), cancellation);
        view.Show(ConsoleText.Active(answer.ConnectedSynchronizers.Any(found => found.SynchronizerAlias == command.Alias && found.Healthy)));
    }

    private Task<T> AskAsync<T>(IConsoleNode node, IMessage request, CancellationToken cancellation)
        where T : class, IMessage =>
        waiting.ForAsync($"{node.Name} is asked", node.AskSynchronizersAsync<T>(request, cancellation));

    private void ShowAttempt(string alias, bool isConnected) =>
        view.Show(isConnected ? $"{alias} is connected." : $"{alias} could not be connected at once; it is tried again until it is.");

    private static string[] Row(ListRegisteredSynchronizersResponse.Types.Result found) =>
    [
        found.Config.SynchronizerAlias,
        ConsoleText.Active(found.Connected),
        found.PhysicalSynchronizerId,
        string.Join(", ", found.Config.SequencerConnections.SequencerConnections_.SelectMany(connection => connection.Grpc.Connections)),
        $"{found.Config.Priority}",
        found.Config.ManualConnect ? "by hand" : "by itself",
    ];

    private static SynchronizerConnectionConfig ConfigOf(SynchronizerForm form) => new()
    {
        SynchronizerAlias = form.Alias,
        SequencerConnections = new SequencerConnections
        {
            SequencerConnections_ = { new SequencerConnection { Alias = form.Alias, Grpc = new SequencerConnection.Types.Grpc { Connections = { form.Connections } } } },
        },
        ManualConnect = form.IsManual,
        Priority = form.Priority,
    };
}
