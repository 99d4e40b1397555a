namespace Canton.Ha.Actors.Tests.Scenarios;

/// <summary>
/// A text of steps, with an empty line between them: commands, a line of dashes, and the facts they caused. A step without dashes is a remark.
/// </summary>
internal static class Transcript
{
    private const string Dashes = "----";

    /// <summary>The same text with the facts that <paramref name="run"/> says a step's commands cause.</summary>
    public static string Replay(string text, Func<IReadOnlyList<string>, IEnumerable<string>> run) =>
        string.Join("\n\n", text.Trim().Split("\n\n").Select(step => ReplayStep(step.Split('\n'), run))) + "\n";

    private static string ReplayStep(string[] lines, Func<IReadOnlyList<string>, IEnumerable<string>> run)
    {
        var commands = lines.TakeWhile(line => line != Dashes).ToList();
        return commands.Count == lines.Length
            ? string.Join('\n', lines)
            : string.Join('\n', [.. commands, Dashes, .. run(commands)]);
    }
}
