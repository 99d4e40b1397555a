namespace Canton.Ha.Actors.Shell.Editing;

/// <summary>A line that is being typed, and where the cursor stands in it; immutable.</summary>
/// <param name="Text">What is typed so far; no control characters.</param>
/// <param name="Cursor">0 to the length of the text; never between the two halves of a surrogate pair.</param>
internal sealed record EditedLine(string Text, int Cursor)
{
    public static readonly EditedLine Empty = new("", 0);

    public string Before => Text[..Cursor];

    public string After => Text[Cursor..];

    /// <summary>The line with the cursor behind it.</summary>
    public static EditedLine Of(string text) => new(text, text.Length);

    public EditedLine Insert(string typed) => new(Before + typed + After, Cursor + typed.Length);

    public EditedLine Left() => this with { Cursor = Previous(Cursor) };

    public EditedLine Right() => this with { Cursor = Next(Cursor) };

    public EditedLine Home() => this with { Cursor = 0 };

    public EditedLine End() => this with { Cursor = Text.Length };

    public EditedLine WordLeft() => this with { Cursor = WordStart() };

    public EditedLine WordRight() => this with { Cursor = WordEnd() };

    public EditedLine DeleteLeft() => Without(Previous(Cursor), Cursor);

    public EditedLine DeleteRight() => Without(Cursor, Next(Cursor));

    public EditedLine DeleteWordLeft() => Without(WordStart(), Cursor);

    public EditedLine DeleteToStart() => Without(0, Cursor);

    public EditedLine DeleteToEnd() => Without(Cursor, Text.Length);

    private EditedLine Without(int from, int to) => new(Text.Remove(from, to - from), from);

    private int Previous(int at) => at >= 2 && char.IsSurrogatePair(Text, at - 2) ? at - 2 : Math.Max(0, at - 1);

    private int Next(int at) => at + 1 < Text.Length && char.IsSurrogatePair(Text, at) ? at + 2 : Math.Min(Text.Length, at + 1);

    private int WordStart()
    {
        var at = Cursor;
        while (at > 0 && !char.IsLetterOrDigit(Text[at - 1]))
            at--;
        while (at > 0 && char.IsLetterOrDigit(Text[at - 1]))
            at--;
        return IsInsidePair(at) ? at - 1 : at;
    }

    private int WordEnd()
    {
        var at = Cursor;
        while (at < Text.Length && !char.IsLetterOrDigit(Text[at]))
            at++;
        while (at < Text.Length && char.IsLetterOrDigit(Text[at]))
            at++;
        return at;
    }

    private bool IsInsidePair(int at) => at > 0 && at < Text.Length && char.IsSurrogatePair(Text, at - 1);
}
