namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>What somebody unknown has sent, as it may stand in a log: one line, and not a long one.</summary>
internal static class LogText
{
    private const int Most = 500;

    public static string Of(string text)
    {
        var kept = text.Length > Most ? $"{text[..Most]}..." : text;
        return string.Create(kept.Length, kept, static (line, from) =>
        {
            for (var i = 0; i < line.Length; i++)
                line[i] = char.IsControl(from[i]) ? ' ' : from[i];
        });
    }
}
