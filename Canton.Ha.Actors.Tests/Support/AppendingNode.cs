using Canton.Ha.Actors.Node;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>
/// The entry point of this assembly when it is run as a program: the product's command line with an <see cref="AppendingStage"/> added to
/// every replica and the statement fence of the write batches switched off. <c>WORKLOAD</c> is the path of a file with a <see cref="Workload"/>.
/// </summary>
internal static class AppendingNode
{
    public static Task<int> Main(string[] arguments)
    {
        var workload = new WorkloadFile(Environment.GetEnvironmentVariable("WORKLOAD") ?? throw new InvalidOperationException("WORKLOAD names no file."));
        StageFactory appending = (participant, access) => ("appending", AppendingStage.Props(participant.Name, access, workload));
        return CommandLine.RunAsync(arguments, [appending], hasStatementFence: false);
    }
}
