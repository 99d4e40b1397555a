using Canton.Ha.Actors.Node;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>
/// The entry point of this assembly when it is run as a program: the product's command line with an <see cref="AppendingStage"/> added to
/// every replica and the statement fence of the write batches switched off. <c>APPEND_MODE</c> names an <see cref="AppendMode"/>.
/// </summary>
internal static class AppendingNode
{
    public static Task<int> Main(string[] arguments)
    {
        var mode = Enum.Parse<AppendMode>(Environment.GetEnvironmentVariable("APPEND_MODE") ?? nameof(AppendMode.Short));
        StageFactory appending = (participant, access) => ("appending", AppendingStage.Props(participant.Name, access, mode));
        return CommandLine.RunAsync(arguments, [appending], hasStatementFence: false);
    }
}
