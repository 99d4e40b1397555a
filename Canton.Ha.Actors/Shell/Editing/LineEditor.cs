namespace Canton.Ha.Actors.Shell.Editing;

/// <summary>Turns keys into lines: typing, moving, deleting, history and completion. Knows nothing of the terminal.</summary>
internal sealed class LineEditor(LineHistory history, Func<EditedLine, Completion> complete)
{
    private LineHistory _history = history;
    private EditedLine _draft = EditedLine.Empty;
    private int _place = history.Lines.Length;

    public EditedLine Line { get; private set; } = EditedLine.Empty;

    public EditEffect Press(ConsoleKeyInfo key) => Chord(key) switch
    {
        "Enter" or "^J" or "^M" => Enter(),
        "^C" => Interrupt(),
        "^D" when Line.Text.Length == 0 => EditEffect.End.Instance,
        "^L" => EditEffect.ClearScreen.Instance,
        "Tab" or "^I" => Complete(),
        "UpArrow" or "^P" => Recall(_place - 1),
        "DownArrow" or "^N" => Recall(_place + 1),
        var chord => Change(Edited(chord) ?? Typed(key)),
    };

    private EditedLine? Edited(string chord) => chord switch
    {
        "LeftArrow" or "^B" => Line.Left(),
        "RightArrow" or "^F" => Line.Right(),
        "Home" or "^A" => Line.Home(),
        "End" or "^E" => Line.End(),
        "^LeftArrow" or "!LeftArrow" or "!B" => Line.WordLeft(),
        "^RightArrow" or "!RightArrow" or "!F" => Line.WordRight(),
        "Backspace" or "^H" or "^Backspace" => Line.DeleteLeft(),
        "Delete" or "^D" => Line.DeleteRight(),
        "^W" or "!Backspace" => Line.DeleteWordLeft(),
        "^U" => Line.DeleteToStart(),
        "^K" => Line.DeleteToEnd(),
        _ => null,
    };

    /// <summary>The key's name, with ^ for Ctrl and ! for Alt before it.</summary>
    private static string Chord(ConsoleKeyInfo key)
    {
        var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        var alternate = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        return $"{(control ? "^" : "")}{(alternate ? "!" : "")}{key.Key}";
    }

    private EditedLine Typed(ConsoleKeyInfo key) =>
        char.IsControl(key.KeyChar) || (key.Modifiers & (ConsoleModifiers.Control | ConsoleModifiers.Alt)) == ConsoleModifiers.Alt
            ? Line
            : Line.Insert(key.KeyChar.ToString());

    private EditEffect.Continue Change(EditedLine line)
    {
        Line = line;
        return EditEffect.Continue.Instance;
    }

    private EditEffect.Enter Enter()
    {
        var text = Line.Text;
        _history = _history.With(text);
        StartAnew();
        return new EditEffect.Enter(text);
    }

    private EditEffect.Interrupt Interrupt()
    {
        var abandoned = Line.Text;
        StartAnew();
        return new EditEffect.Interrupt(abandoned);
    }

    private void StartAnew()
    {
        Line = EditedLine.Empty;
        _draft = EditedLine.Empty;
        _place = _history.Lines.Length;
    }

    private EditEffect Complete()
    {
        var completion = complete(Line);
        var isFurther = completion.Line != Line;
        Line = completion.Line;
        return isFurther || completion.Candidates.Count == 0 ? EditEffect.Continue.Instance : new EditEffect.Suggest(completion.Candidates);
    }

    /// <summary>Behind the newest line of the history stands what was being typed when the history was entered.</summary>
    private EditEffect.Continue Recall(int place)
    {
        var newest = _history.Lines.Length;
        if (place < 0 || place > newest)
            return EditEffect.Continue.Instance;
        if (_place == newest)
            _draft = Line;
        _place = place;
        return Change(place == newest ? _draft : EditedLine.Of(_history.Lines[place]));
    }
}
