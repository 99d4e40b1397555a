namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>A place in a text that moves forward and knows its line and column.</summary>
internal sealed class HoconCursor(string text, string file)
{
    private const string Reserved = "$\"{}[]:=,+#`^?!@*&\\";

    private int _at;
    private int _line = 1;
    private int _lineStart;

    public bool AtEnd => _at >= text.Length;

    /// <summary>The character here; NUL at the end.</summary>
    public char Current => AtEnd ? '\0' : text[_at];

    public Origin Here => new(file, _line, _at - _lineStart + 1);

    public int Line => _line;

    public bool AtSpace => !AtEnd && Current != '\n' && (char.IsWhiteSpace(Current) || Current == '\uFEFF');

    public bool AtComment => Current == '#' || At("//");

    /// <summary>True on a character that text without quotes may have.</summary>
    public bool AtUnquoted => !AtEnd && !char.IsWhiteSpace(Current) && !Reserved.Contains(Current) && !AtComment;

    public bool At(string token) => string.CompareOrdinal(text, _at, token, 0, token.Length) == 0;

    public char Next()
    {
        if (AtEnd)
            throw Fail("the text ends too early");
        var c = text[_at++];
        if (c == '\n')
            (_line, _lineStart) = (_line + 1, _at);
        return c;
    }

    /// <summary>Moves behind <paramref name="token"/> if it stands here.</summary>
    public bool Take(string token)
    {
        if (!At(token))
            return false;
        for (var i = 0; i < token.Length; i++)
            Next();
        return true;
    }

    /// <summary>Moves on as long as <paramref name="more"/> holds, and returns what was passed.</summary>
    public string TakeWhile(Func<bool> more)
    {
        var start = _at;
        while (!AtEnd && more())
            Next();
        return text[start.._at];
    }

    public string TakeSpace() => TakeWhile(() => AtSpace);

    /// <summary>Moves behind white space, line ends and comments.</summary>
    public void SkipBlank()
    {
        while (AtSpace || Current == '\n' || AtComment)
            if (AtComment)
                TakeWhile(() => Current != '\n');
            else
                Next();
    }

    public HoconException Fail(string sentence) => new(Here, sentence + ".");

    /// <summary>Names the character here in a sentence.</summary>
    public string Found => AtEnd ? "the end of the text" : Current == '\n' ? "the end of the line" : $"'{Current}'";
}
