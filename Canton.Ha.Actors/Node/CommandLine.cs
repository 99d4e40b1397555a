using System.CommandLine;
using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Node;

/// <summary>The command line: starts a node, or checks a configuration. Exit code 2 and one sentence per problem when nothing could be started.</summary>
internal static class CommandLine
{
    private static readonly Option<string[]> Config = new("--config", "-c")
    {
        Description = "Configuration file; several are merged, later ones win.",
        AllowMultipleArgumentsPerToken = true,
        Recursive = true,
    };

    private static readonly Option<string[]> Override = new("-C") { Description = "key=value: wins over every file.", Recursive = true };

    private static readonly Option<string?> OnlyNode = new("--node") { Description = "Starts only this participant of the configuration.", Recursive = true };

    private static readonly Option<LogFormat> Log = new("--log-format") { Description = "text or json: how state changes are written.", DefaultValueFactory = _ => LogFormat.Text };

    /// <summary>Runs the command and returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, IReadOnlyList<StageFactory> stages, bool hasStatementFence = true)
    {
        var root = new RootCommand("A highly available participant node: replicas on one database, exactly one of them active.") { Config, Override, OnlyNode, Log };
        root.SetAction((parsed, cancellation) =>
            CantonNode.RunAsync(Load(parsed), new NodeOptions(parsed.GetValue(Log), stages, hasStatementFence), cancellation));
        var check = new Command("check", "Validates a configuration and prints what it means, without starting anything.");
        check.SetAction(parsed => Terminal.WriteLine(CheckReport.Render(Load(parsed))));
        root.Add(check);

        var line = root.Parse(arguments);
        if (line.Errors.Count > 0)
            return Refuse(line.Errors.Select(error => error.Message));

        try
        {
            return await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (ConfigurationRefusedException refused)
        {
            return Refuse(refused.Problems);
        }
    }
}
