namespace Canton.Ha.Actors.Shell.Editing;

/// <summary>What Tab makes of a line.</summary>
/// <param name="Line">The line with everything added that can only be so.</param>
/// <param name="Candidates">How it could go on, if there is more than one way.</param>
internal sealed record Completion(EditedLine Line, IReadOnlyList<string> Candidates)
{
    /// <summary>Completes the text before the cursor to one of the words that begin with it, or as far as they all agree.</summary>
    public static Completion Among(EditedLine line, string prefix, IReadOnlyCollection<string> words)
    {
        var fitting = words.Where(word => word.StartsWith(prefix, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (fitting.Count == 0)
            return new Completion(line, []);
        var completed = line.Insert(CommonStart(fitting)[prefix.Length..]);
        return new Completion(completed, fitting.Count == 1 ? [] : fitting);
    }

    private static string CommonStart(List<string> words) => words.Aggregate((start, word) =>
    {
        var length = start.AsSpan().CommonPrefixLength(word);
        return start[..length];
    });
}
