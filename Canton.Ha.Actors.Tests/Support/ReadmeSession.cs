namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A session as a document shows it: what is typed at a shell after $, at the console of the node after &gt;, and what is answered.</summary>
internal static class ReadmeSession
{
    private const string End = "```";

    /// <summary>What is typed, where, and the lines that follow it, in which … stands for anything.</summary>
    public sealed record Step(bool IsForNode, string Typed, IReadOnlyList<string> Answer)
    {
        public bool IsAnsweredBy(IReadOnlyList<string> lines) => lines.Count == Answer.Count && lines.Zip(Answer).All(pair => Fits(pair.First, pair.Second.Split('…')));

        private static bool Fits(string line, string[] parts)
        {
            if (!line.StartsWith(parts[0], StringComparison.Ordinal))
                return false;

            var at = parts[0].Length;
            foreach (var part in parts.Skip(1))
            {
                var found = line.IndexOf(part, at, StringComparison.Ordinal);
                if (found < 0)
                    return false;
                at = found + part.Length;
            }

            return at == line.Length || parts is [_, .., ""];
        }
    }

    /// <summary>The steps of all blocks that are marked <c>console</c>, in their order.</summary>
    /// <param name="document">Relative to the root of the repository.</param>
    public static IReadOnlyList<Step> Read(string document)
    {
        var steps = new List<Step>();
        foreach (var line in BlocksOf(document, "console").SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            if (line.StartsWith("$ ", StringComparison.Ordinal) || line.StartsWith("> ", StringComparison.Ordinal))
                steps.Add(new Step(line[0] == '>', line[2..], []));
            else
                steps[^1] = steps[^1] with { Answer = [.. steps[^1].Answer, line] };
        return steps;
    }

    /// <summary>The blocks of a document that are marked as being in a language.</summary>
    public static IEnumerable<string> BlocksOf(string document, string language) =>
        File.ReadAllText(Path.Combine(Repository.Root, document)).Split($"```{language}\n").Skip(1).Select(rest => rest[..rest.IndexOf(End, StringComparison.Ordinal)]);
}
