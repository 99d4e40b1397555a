using System.Diagnostics;

namespace Canton.Ha.Actors.Demo;

/// <summary>How this program is started again, as a node.</summary>
internal static class NodeProgram
{
    /// <summary>A process that takes no input from the terminal and whose output is read.</summary>
    /// <param name="arguments">The command line of the node.</param>
    /// <param name="folder">For temporary files: a process that is killed leaves those of the runtime.</param>
    /// <param name="environment">Variables that it needs beside those of this process.</param>
    public static ProcessStartInfo Start(IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Itself(), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = folder;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>What <c>dotnet</c> has to be told when it is what runs this process.</summary>
    private static string[] Itself() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? ["exec", Path.Combine(AppContext.BaseDirectory, typeof(NodeProgram).Assembly.GetName().Name + ".dll")] : [];
}
