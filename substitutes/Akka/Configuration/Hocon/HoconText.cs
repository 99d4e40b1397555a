using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>A position in a HOCON text, and what can be read from there.</summary>
internal sealed class HoconText
{
    private const string NeverUnquoted = "$\"{}[]:=,#`^?!@*&\\";
    private const string Assignment =
        "Could not parse an unquoted text value containing assignment character '=' or ':'. " +
        "To declare an object, put the item in curly brackets; to write an address, put it in double quotes.";

    private readonly string _text;
    private int _at;

    public HoconText(string text, string file)
    {
        _text = text;
        File = file;
        _at = text.StartsWith('\uFEFF') ? 1 : 0;
    }

    /// <summary>Full path of the file that has this text; null for a text from elsewhere.</summary>
    public string File { get; }

    public int Position => _at;

    public bool AtEnd => _at >= _text.Length;

    public char Next => AtEnd ? '\0' : _text[_at];

    public bool AtComment => Next == '#' || StartsWith("//");

    public bool AtUnquoted => !AtEnd && !char.IsWhiteSpace(Next) && !AtComment && !NeverUnquoted.Contains(Next);

    public bool AtValue => Next is '[' or '{' or '"' || StartsWith("${") || AtUnquoted;

    public bool StartsWith(string expected) => string.CompareOrdinal(_text, _at, expected, 0, expected.Length) == 0;

    public bool TrySkip(string expected)
    {
        if (!StartsWith(expected))
            return false;
        _at += expected.Length;
        return true;
    }

    /// <summary>Goes on over white space, line ends and comments.</summary>
    public void SkipBlank()
    {
        while (!AtEnd)
        {
            if (AtComment)
                _at = _text.IndexOf('\n', _at) is var end and >= 0 ? end : _text.Length;
            else if (char.IsWhiteSpace(Next))
                _at++;
            else
                return;
        }
    }

    /// <summary>Takes the blanks and tabs up to the next piece on the line.</summary>
    public string TakeSpaces() => TakeWhile(() => Next is ' ' or '\t');

    /// <summary>Goes on over <c>include</c> if that is a directive here and not a key.</summary>
    public bool TrySkipInclude()
    {
        var start = _at;
        if (TrySkip("include") && (char.IsWhiteSpace(Next) || AtComment))
        {
            SkipBlank();
            if (Next == '"' || StartsWith("required(") || StartsWith("file(") || StartsWith("url(") || StartsWith("classpath("))
                return true;
        }

        _at = start;
        return false;
    }

    public string TakeKey()
    {
        if (Next == '"')
            return TakeQuoted();
        var start = _at;
        var key = TakeWhile(() => Next != '.' && Next != '\n' && !StartsWith("+=") && (Next is ' ' or '\t' or '\r' || char.IsWhiteSpace(Next) || AtUnquoted)).Trim();
        return key.Length > 0 ? key : throw Error(AtEnd ? "Expected a key" : $"Expected a key, found '{Next}'", start);
    }

    public string TakeText()
    {
        if (StartsWith("\"\"\""))
            return TakeTripleQuoted();
        if (Next == '"')
            return TakeQuoted();
        var text = TakeWhile(() => AtUnquoted);
        return Next is '=' or ':' ? throw new ConfigurationException($"{Assignment} ({Place(_at)})") : text;
    }

    /// <summary>Takes the path of a substitution, quotes included, with the brace that closes it.</summary>
    public string TakeSubstitutionPath(int start)
    {
        var path = TakeWhile(() => Next is not ('}' or '\n' or '{')).Trim();
        return path.Length > 0 && TrySkip("}") ? path : throw Error("Substitution is not closed or has no path", start);
    }

    /// <summary>A quote that is still open at the end of the text is closed by it, if the text ends on the same line.</summary>
    public string TakeQuoted()
    {
        var start = _at++;
        var text = new StringBuilder();
        while (!AtEnd && Next != '"')
            text.Append(Next == '\\' ? TakeEscape() : _text[_at++]);
        return TrySkip("\"") || !_text.AsSpan(start).Contains('\n') ? text.ToString() : throw Error("Quoted text is not closed", start);
    }

    public FormatException Error(string message, int at) => new($"{message} ({Place(at)}).");

    public string Place(int at)
    {
        var line = _text.AsSpan(0, at).Count('\n') + 1;
        var column = at - (at == 0 ? -1 : _text.LastIndexOf('\n', at - 1));
        return File is null ? $"line {line}, column {column}" : $"{File}, line {line}, column {column}";
    }

    private string TakeTripleQuoted()
    {
        var start = _at;
        var end = _text.IndexOf("\"\"\"", _at + 3, StringComparison.Ordinal);
        if (end < 0)
            throw Error("Triple-quoted text is not closed", start);
        while (end + 3 < _text.Length && _text[end + 3] == '"')
            end++;
        _at = end + 3;
        return _text[(start + 3)..end];
    }

    private char TakeEscape()
    {
        var start = _at++;
        var escaped = Next;
        _at++;
        return escaped switch
        {
            '"' or '\\' or '/' => escaped,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => TakeCodeUnit(start),
            _ => throw Error($"Unknown escape code: {escaped}", start),
        };
    }

    private char TakeCodeUnit(int start)
    {
        if (_at + 4 > _text.Length || !ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            throw Error("Expected four hexadecimal digits after \\u", start);
        _at += 4;
        return (char)unit;
    }

    private string TakeWhile(Func<bool> wanted)
    {
        var start = _at;
        while (!AtEnd && wanted())
            _at++;
        return _text[start.._at];
    }
}
