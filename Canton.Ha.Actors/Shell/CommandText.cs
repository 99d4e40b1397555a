using System.Globalization;
using System.Text;

namespace Canton.Ha.Actors.Shell;

/// <summary>A line taken apart: a name and, in parentheses that may be left out, arguments between commas.</summary>
/// <param name="Name">All before the parenthesis.</param>
/// <param name="Arguments">What is in it.</param>
/// <param name="Given">The arguments as they were written.</param>
/// <param name="Mistake">Why the line cannot be taken apart; null if it can.</param>
internal sealed record CommandText(string Name, IReadOnlyList<Argument> Arguments, string Given, string? Mistake)
{
    public static CommandText Of(string line)
    {
        var text = line.Trim();
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return new CommandText(text, [], "", Mistake: null);

        var name = text[..open].TrimEnd();
        var end = EndOf(text, open);
        if (end is not { } close)
            return Wrong(name, HasOpenQuote(text[(open + 1)..]) ? $"The quotation mark after {name} is not closed." : $"The parenthesis after {name} is not closed.");
        if (close < text.Length - 1)
            return Wrong(name, $"Nothing may follow the parenthesis of {name}, but '{text[(close + 1)..].Trim()}' does.");

        var given = text[(open + 1)..close].Trim();
        return new CommandText(name, given.Length == 0 ? [] : [.. Split(given).Select(Read)], given, Mistake: null);
    }

    /// <summary>Whether a quotation mark in the text is still waiting for its partner.</summary>
    public static bool HasOpenQuote(string text) => Outside(text).LastOrDefault() is { IsInside: true };

    private static CommandText Wrong(string name, string mistake) => new(name, [], "", mistake);

    private static int? EndOf(string text, int open)
    {
        foreach (var (index, isInside) in Outside(text[open..]))
            if (!isInside && text[open + index] == ')')
                return open + index;
        return null;
    }

    /// <summary>Every character's index, and whether it stands inside of quotes; an opening mark does, a closing one does not.</summary>
    private static IEnumerable<(int Index, bool IsInside)> Outside(string text)
    {
        var isInside = false;
        for (var index = 0; index < text.Length; index++)
        {
            if (isInside && text[index] == '\\' && index + 1 < text.Length)
                yield return (index++, true);
            else if (text[index] == '"')
                isInside = !isInside;
            yield return (index, isInside);
        }
    }

    private static List<string> Split(string given)
    {
        List<string> parts = [];
        var start = 0;
        foreach (var (index, isInside) in Outside(given))
            if (!isInside && given[index] == ',')
            {
                parts.Add(given[start..index].Trim());
                start = index + 1;
            }

        parts.Add(given[start..].Trim());
        return parts;
    }

    private static Argument Read(string part)
    {
        if (part is ['"', .., '"'] && Unquoted(part[1..^1]) is { } text)
            return new Argument.Text(text);
        return int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? new Argument.Number(number) : new Argument.Unknown();
    }

    /// <summary>A backslash takes the next character as it is; null if there is a mark without one.</summary>
    private static string? Unquoted(string quoted)
    {
        var text = new StringBuilder();
        for (var index = 0; index < quoted.Length; index++)
        {
            if (quoted[index] == '"' || (quoted[index] == '\\' && ++index == quoted.Length))
                return null;
            text.Append(quoted[index]);
        }

        return text.ToString();
    }
}
