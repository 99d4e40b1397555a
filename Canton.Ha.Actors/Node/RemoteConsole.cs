using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Shell.Remote;

namespace Canton.Ha.Actors.Node;

/// <summary>A console for nodes of other processes. It starts nothing but itself.</summary>
internal static class RemoteConsole
{
    /// <summary>Runs commands given beforehand, or from standard input, and returns the exit code: 0, or a <see cref="FailureKind"/>.</summary>
    /// <param name="known">Nodes of a configuration.</param>
    /// <param name="nameless">Nodes of which only the address is known, and how to talk to them.</param>
    /// <param name="commands">The commands; none takes them from standard input.</param>
    /// <param name="cancellation">The process is to end.</param>
    public static async Task<int> RunAsync(
        IReadOnlyList<RemoteParticipantSettings> known, IReadOnlyList<RemoteParticipantSettings> nameless, IReadOnlyList<string> commands, CancellationToken cancellation)
    {
        var terminal = new ConsoleTerminal();
        try
        {
            using var nodes = await RemoteNodes.OpenAsync(known, nameless, TimeProvider.System, cancellation);
            var isTalk = commands.Count == 0 && ConsoleTerminal.IsTyped;
            var parser = new CommandParser(nodes.Nodes);
            var input = commands.Count > 0 ? new ScriptInput(commands) : terminal.OpenInput(parser, interruptEnds: false);
            var session = new ConsoleSession(parser, new CommandRunner(nodes.Nodes, terminal.View, TimeProvider.System), input, terminal.View);
            if (!isTalk)
                return (int?)await session.RunScriptAsync(cancellation) ?? 0;
            await session.TalkAsync(cancellation);
            return 0;
        }
        catch (CommandFailedException e)
        {
            terminal.View.Complain(e.Message);
            return (int)e.Kind;
        }
    }
}
