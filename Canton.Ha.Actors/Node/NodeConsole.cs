using Canton.Ha.Actors.Shell;

namespace Canton.Ha.Actors.Node;

/// <summary>The console of a running node.</summary>
internal sealed class NodeConsole(ConsoleTerminal terminal, IHostApplicationLifetime lifetime)
{
    /// <summary>Takes commands until the input ends. What a person types ends the node, what a script says does not.</summary>
    public async Task TalkAsync(IReadOnlyList<IConsoleNode> nodes)
    {
        var stopping = lifetime.ApplicationStopping;
        var parser = new CommandParser(nodes);
        var session = new ConsoleSession(parser, new CommandRunner(nodes, terminal.View, TimeProvider.System), terminal.OpenInput(parser, interruptEnds: true), terminal.View);
        try
        {
            if (await session.TalkAsync(stopping) || ConsoleTerminal.IsTyped)
                lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The node stops; nobody is asked any more.
        }
        catch (IOException)
        {
            // The input is gone, as after its end; the node runs on.
        }
    }
}
