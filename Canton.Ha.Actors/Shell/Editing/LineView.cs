using System.Text;
using Spectre.Console.Rendering;

namespace Canton.Ha.Actors.Shell.Editing;

/// <summary>A line as it fits into one row of the terminal: prompt, as much of the text around the cursor as there is room for, and the cursor's column.</summary>
internal sealed record LineView(string Row, int Column)
{
    /// <param name="prompt">Shown before the line, always whole.</param>
    /// <param name="line">The line.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static LineView Of(string prompt, EditedLine line, int width)
    {
        // The last column stays free: a terminal that wraps there would scroll.
        var room = Math.Max(1, width - Cells(prompt) - 1);
        var before = Last(line.Before, room);
        var after = First(line.After, room - Cells(before));
        return new LineView(prompt + before + after, Cells(prompt) + Cells(before));
    }

    private static string Last(string text, int room)
    {
        var runes = text.EnumerateRunes().ToList();
        var start = runes.Count;
        var taken = 0;
        while (start > 0 && taken + Cells(runes[start - 1]) <= room)
            taken += Cells(runes[--start]);
        return Joined(runes.Skip(start));
    }

    private static string First(string text, int room)
    {
        var taken = 0;
        return Joined(text.EnumerateRunes().TakeWhile(rune => (taken += Cells(rune)) <= room));
    }

    private static string Joined(IEnumerable<Rune> runes) => string.Concat(runes.Select(rune => rune.ToString()));

    private static int Cells(Rune rune) => Cells(rune.ToString());

    private static int Cells(string text) => Math.Max(0, new Segment(text).CellCount());
}
