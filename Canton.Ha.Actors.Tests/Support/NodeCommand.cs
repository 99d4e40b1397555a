using System.Reflection;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Command lines that start a node.</summary>
internal static class NodeCommand
{
    /// <summary>Environment variable that names the published program, from the folder of the solution; it is run in place of what was built. <c>build.cake</c> sets it.</summary>
    private const string ProgramVariable = "CANTON_HA_PROGRAM";

    private static string Folder => Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!;

    /// <summary>The product itself, with its own arguments.</summary>
    public static IReadOnlyList<string> Product(params string[] arguments) =>
        Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } published
            ? [Existing(Path.GetFullPath(published, Repository.Root)), .. arguments]
            : ["dotnet", "exec", Path.Combine(Folder, "Canton.Ha.Actors.dll"), .. arguments];

    private static string Existing(string program) =>
        File.Exists(program) ? program : throw new FileNotFoundException($"{ProgramVariable} names no file: {program}.", program);

    /// <summary>The product with one more stage, which appends rows tagged with their term (see <see cref="AppendingNode"/>).</summary>
    public static IReadOnlyList<string> Appending(WorkloadFile workload, params string[] arguments) =>
        With($"WORKLOAD={workload.Path}", ["dotnet", "exec", Path.Combine(Folder, "Canton.Ha.Actors.Tests.dll"), .. arguments]);

    /// <summary>The same command with an environment variable, in the same process.</summary>
    public static IReadOnlyList<string> With(string variable, IReadOnlyList<string> command) => ["env", variable, .. command];

    /// <summary>The same command inside a network namespace, in the same process.</summary>
    public static IReadOnlyList<string> Inside(string networkNamespace, IReadOnlyList<string> command) =>
        ["ip", "netns", "exec", networkNamespace, .. command];
}
