using System.CommandLine;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Demo;
using Canton.Ha.Actors.Shell;

namespace Canton.Ha.Actors.Node;

/// <summary>The command line: starts a node, checks a configuration, talks to nodes, or shows what they do. Exit code 2 and one sentence per problem when nothing could be started.</summary>
internal static class CommandLine
{
    private const int Refused = 2;

    private static readonly Option<string[]> Files = new("--config", "-c")
    {
        Description = "Configuration file; several are merged, later ones win.",
        AllowMultipleArgumentsPerToken = true,
        Recursive = true,
    };

    private static readonly Option<string[]> Overrides = new("-C") { Description = "key=value: wins over every file.", Recursive = true };

    private static readonly Option<string?> OnlyNode = new("--node") { Description = "Takes only this participant of the configuration.", Recursive = true };

    private static readonly Option<LogFormat> Format = new("--log-format")
    {
        Description = "How state changes are written.",
        DefaultValueFactory = _ => LogFormat.Text,
    };

    private static readonly Option<bool> EndsWithInput = new("--end-with-input")
    {
        Description = "Stops the node when its standard input ends, as it does when the process that started it is gone.",
    };

    /// <summary>Runs the command and returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, IReadOnlyList<StageFactory> stages, bool hasStatementFence = true)
    {
        var line = Root(stages, hasStatementFence).Parse(arguments);
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

    private static RootCommand Root(IReadOnlyList<StageFactory> stages, bool hasStatementFence)
    {
        var root = new RootCommand("A highly available participant node: replicas on one database, exactly one of them active.")
        {
            Files, Overrides, OnlyNode, Format, EndsWithInput, Check(), ConsoleCommandLine.With(LoadRemotes, Files, Overrides), DemoCommandLine.With(Files, Overrides, OnlyNode),
        };
        root.SetAction((line, cancellation) =>
            CantonNode.RunAsync(Load(line), new NodeOptions(line.GetValue(Format), stages, hasStatementFence) { EndsWithInput = line.GetValue(EndsWithInput) }, cancellation));
        return root;
    }

    private static Command Check()
    {
        var check = new Command("check", "Validates a configuration and prints what it means, without starting anything.");
        check.SetAction(line => Console.Out.WriteLine(CheckReport.Render(Load(line))));
        return check;
    }

    private static CantonSettings Load(ParseResult line) =>
        ConfigurationLoader.Load(line.GetValue(Files) ?? [], line.GetValue(Overrides) ?? [], line.GetValue(OnlyNode));

    private static IReadOnlyList<RemoteParticipantSettings> LoadRemotes(ParseResult line) =>
        ConfigurationLoader.LoadRemotes(line.GetValue(Files) ?? [], line.GetValue(Overrides) ?? [], line.GetValue(OnlyNode));

    private static int Refuse(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine(problem);
        return Refused;
    }
}
