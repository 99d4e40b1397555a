using System.Collections.Immutable;

namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>Reads one text into an <see cref="ObjectExpression"/>.</summary>
/// <param name="text">What to read.</param>
/// <param name="file">What to call it in messages.</param>
/// <param name="root">The path of keys under which the text is included; empty for a text of its own.</param>
/// <param name="files">Where included files come from.</param>
internal sealed class HoconParser(string text, string file, ImmutableArray<string> root, HoconFiles files)
{
    private readonly HoconCursor _cursor = new(text, file);

    /// <exception cref="HoconException">The text is not HOCON, or a file that it must include is not there.</exception>
    public ObjectExpression Parse()
    {
        var block = new ObjectExpression(_cursor.Here);
        _cursor.SkipBlank();
        if (_cursor.Current == '[')
            throw _cursor.Fail("a configuration is a block of keys, not a list");
        if (_cursor.Current == '{')
            ReadBracedFields(block, root);
        else
            ReadFields(block, root, AtEndOfText);
        _cursor.SkipBlank();
        return _cursor.AtEnd ? block : throw _cursor.Fail($"nothing may follow the closing brace, but {_cursor.Found} does");
    }

    private void ReadBracedFields(ObjectExpression block, ImmutableArray<string>? at)
    {
        var opened = _cursor.Here;
        _cursor.Take("{");
        ReadFields(block, at, () => AtClosing("}", opened));
    }

    private void ReadFields(ObjectExpression block, ImmutableArray<string>? at, Func<bool> atEnd)
    {
        _cursor.SkipBlank();
        while (!atEnd())
        {
            if (HoconInclude.TryRead(_cursor) is { } include)
                block.Absorb(files.Include(include, file, at ?? []));
            else
                ReadField(block, at);
            ReadSeparator();
        }
    }

    private void ReadField(ObjectExpression block, ImmutableArray<string>? at)
    {
        var origin = _cursor.Here;
        var key = HoconPath.Read(_cursor);
        var path = at?.AddRange(key);
        _cursor.SkipBlank();
        if (_cursor.Take("+="))
            block.Define(key.AsSpan(), ReadAppended(origin, path));
        else if (_cursor.Current == '{' || _cursor.Take("=") || _cursor.Take(":"))
            block.Define(key.AsSpan(), ReadValue(path));
        else
            throw _cursor.Fail($"the key {string.Join('.', key)} must be followed by =, : or {{, but is followed by {_cursor.Found}");
    }

    /// <summary><c>a += b</c> means <c>a = ${?a} [b]</c>.</summary>
    private Concatenation ReadAppended(Origin origin, ImmutableArray<string>? path)
    {
        if (path is not { } known)
            throw _cursor.Fail("+= cannot be used inside a list");
        var before = new Substitution(origin, known, [], isOptional: true);
        var added = new ArrayExpression(origin, [ReadValue(path)]);
        return new Concatenation(origin, [new ConcatenationPiece("", before), new ConcatenationPiece("", added)]);
    }

    private Expression ReadValue(ImmutableArray<string>? at)
    {
        _cursor.SkipBlank();
        var origin = _cursor.Here;
        var pieces = new List<ConcatenationPiece>();
        for (var space = ""; !AtEndOfValue(); space = _cursor.TakeSpace())
            pieces.Add(new ConcatenationPiece(space, ReadPiece(at)));
        return pieces.Count switch
        {
            0 => throw _cursor.Fail($"a value must stand here, but {_cursor.Found} does"),
            1 => pieces[0].Value,
            _ => new Concatenation(origin, pieces),
        };
    }

    private bool AtEndOfValue() => _cursor.AtEnd || _cursor.Current is '\n' or ',' or '}' or ']' || _cursor.AtComment;

    private Expression ReadPiece(ImmutableArray<string>? at)
    {
        var origin = _cursor.Here;
        if (_cursor.Current == '{')
            return ReadBlock(at);
        if (_cursor.Current == '[')
            return ReadArray();
        if (_cursor.Current == '"')
            return new Literal(new HoconScalar(origin, _cursor.TakeQuoted()));
        if (_cursor.Take("${"))
            return ReadSubstitution(origin);
        return ReadUnquoted(origin);
    }

    private ObjectExpression ReadBlock(ImmutableArray<string>? at)
    {
        var block = new ObjectExpression(_cursor.Here);
        ReadBracedFields(block, at);
        return block;
    }

    private ArrayExpression ReadArray()
    {
        var opened = _cursor.Here;
        var elements = new List<Expression>();
        _cursor.Take("[");
        _cursor.SkipBlank();
        while (!AtClosing("]", opened))
        {
            elements.Add(ReadValue(at: null));
            ReadSeparator();
        }
        return new ArrayExpression(opened, elements);
    }

    private Substitution ReadSubstitution(Origin origin)
    {
        var isOptional = _cursor.Take("?");
        var path = HoconPath.Read(_cursor);
        return _cursor.Take("}") ? new Substitution(origin, path, root, isOptional) : throw _cursor.Fail($"a substitution must end with }}, but {_cursor.Found} stands here");
    }

    private Literal ReadUnquoted(Origin origin)
    {
        var word = _cursor.TakeWhile(() => _cursor.AtUnquoted);
        if (word.Length == 0)
            throw _cursor.Fail($"{_cursor.Found} may stand in a text only within quotes");
        return new Literal(new HoconScalar(origin, word == "null" ? null : word));
    }

    /// <summary>Fields and elements are parted by a line end, by one comma, or by both.</summary>
    private void ReadSeparator()
    {
        var line = _cursor.Line;
        _cursor.SkipBlank();
        var parted = _cursor.Take(",") || _cursor.Line > line;
        _cursor.SkipBlank();
        if (!parted && !_cursor.AtEnd && _cursor.Current is not ('}' or ']'))
            throw _cursor.Fail($"a comma or a new line must stand before {_cursor.Found}");
    }

    private bool AtEndOfText() => _cursor.Current == '}' ? throw _cursor.Fail("this brace closes nothing") : _cursor.AtEnd;

    private bool AtClosing(string bracket, Origin opened) =>
        _cursor.AtEnd ? throw new HoconException(opened, $"the bracket that opens here is never closed with {bracket}.") : _cursor.Take(bracket);
}
