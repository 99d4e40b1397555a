using Canton.Ha.Actors.Shell;

namespace Canton.Ha.Actors.Node;

/// <summary>The console of a running node.</summary>
/// <param name="terminal">Where commands are typed and answered.</param>
/// <param name="endsWithInput">The end of the input ends the node also where nobody types.</param>
/// <param name="lifetime">Stops the node.</param>
internal sealed class NodeConsole(ConsoleTerminal terminal, bool endsWithInput, IHostApplicationLifetime lifetime)
{
    /// <summary>Takes commands until the input ends. What a person types ends the node, what a script says does not, unless it is told to.</summary>
    public async Task TalkAsync(IReadOnlyList<IConsoleNode> nodes)
    {
        var stopping = lifetime.ApplicationStopping;
        var parser = new CommandParser(nodes);
        var session = new ConsoleSession(parser, new CommandRunner(nodes, terminal.View, TimeProvider.System), terminal.OpenInput(parser, interruptEnds: true), terminal.View);
        try
        {
            if (await session.TalkAsync(stopping) || ConsoleTerminal.IsTyped || endsWithInput)
                lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The node stops; nobody is asked any more.
        }
        catch (IOException)
        {
            if (endsWithInput)
                lifetime.StopApplication();
        }
    }
}
