namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON text into a tree of values.</summary>
public class Parser
{
    private readonly HoconResolver _resolver = new();
    private readonly HoconIncludes _includes;
    private string _includedAt = "";

    private Parser(Func<string, HoconRoot> includeCallback) => _includes = new HoconIncludes(includeCallback);

    /// <summary>Parses a text and looks up its substitutions, in the text itself and then in the environment.</summary>
    /// <param name="text">HOCON.</param>
    /// <param name="includeCallback">Answers includes by name; without it they are read from files.</param>
    /// <exception cref="FormatException">The text is not HOCON, or a substitution leads nowhere; the message has line and column.</exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot> includeCallback)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new Parser(includeCallback);
        var root = new HoconValue([new HoconObject()], adoptedFromFallback: false);
        parser.ParseDocument(new HoconText(text, file: null), root, "");
        return new HoconRoot(root, parser._resolver.Resolve(root));
    }

    private void ParseDocument(HoconText text, HoconValue owner, string path)
    {
        text.SkipBlank();
        text.TrySkip("{");
        ParseMembers(text, owner, path);
        text.SkipBlank();
        if (!text.AtEnd)
            throw text.Error($"Nothing may follow the closing brace of the document, found '{text.Next}'", text.Position);
    }

    private void ParseMembers(HoconText text, HoconValue owner, string path)
    {
        var members = OwnObject(owner);
        for (text.SkipBlank(); !text.AtEnd; text.SkipBlank())
        {
            if (text.TrySkip("}"))
                return;
            if (text.TrySkip(","))
                continue;
            if (text.TrySkipInclude())
                ParseInclude(text, owner, path);
            else
                ParseMember(text, members, path);
        }
    }

    private void ParseMember(HoconText text, HoconObject members, string path)
    {
        var start = text.Position;
        while (true)
        {
            var key = text.TakeKey();
            path = HoconPath.Child(path, key);
            var value = members.GetOrCreateKey(key);
            text.SkipBlank();
            if (!text.TrySkip("."))
            {
                ParseAssignment(text, value, path, start);
                return;
            }

            text.SkipBlank();
            members = OwnObject(value);
        }
    }

    private void ParseAssignment(HoconText text, HoconValue value, string path, int start)
    {
        if (text.TrySkip("{"))
            ParseMembers(text, value, path);
        else if (text.TrySkip("+="))
            Append(text, value, path, start);
        else if (text.TrySkip("=") || text.TrySkip(":"))
            Assign(text, value, path, start);
        else
            throw text.Error($"The key {path} has no value: expected '=', ':', '+=' or '{{'", start);
    }

    private void Append(HoconText text, HoconValue value, string path, int start)
    {
        var member = new HoconValue(ParseElements(text, path, start), adoptedFromFallback: false);
        if (value.Values.TrueForAll(piece => piece is HoconLiteral or HoconObject))
            value.Clear();
        value.AppendValue(new HoconArray { member });
        _resolver.Note(value, []);
        _resolver.Note(member, []);
    }

    private void Assign(HoconText text, HoconValue value, string path, int start)
    {
        text.SkipBlank();
        if (text.TrySkip("{"))
        {
            ParseMembers(text, value, path);
            value.Values.AddRange(ParseElements(text, path, start, continued: true));
            _resolver.Note(value, []);
            return;
        }

        var pieces = ParseElements(text, path, start);
        var earlier = value.Values.ToList();
        value.Clear();
        if (CanExtend(earlier, pieces))
            value.Values.AddRange(earlier);
        value.Values.AddRange(pieces);
        _resolver.Note(value, earlier);
    }

    private List<IHoconElement> ParseElements(HoconText text, string path, int start, bool continued = false)
    {
        var pieces = new List<IHoconElement>();
        if (!continued)
            text.SkipBlank();
        if (!continued && text.AtEnd)
            throw text.Error($"The text ends where the value of {path} is expected", start);
        while (true)
        {
            var spaces = text.TakeSpaces();
            if (!text.AtValue)
                return pieces;
            if (spaces.Length > 0 && (continued || pieces.Count > 0))
                pieces.Add(new HoconLiteral { Value = spaces });
            pieces.Add(ParseElement(text, path));
        }
    }

    private IHoconElement ParseElement(HoconText text, string path)
    {
        var start = text.Position;
        if (text.TrySkip("{"))
        {
            var owner = new HoconValue();
            ParseMembers(text, owner, path);
            return owner.GetObject();
        }

        if (text.TrySkip("["))
            return ParseArray(text, path, start);
        return text.TrySkip("${") ? ParseSubstitution(text, start) : new HoconLiteral { Value = text.TakeText() };
    }

    private HoconArray ParseArray(HoconText text, string path, int start)
    {
        var array = new HoconArray();
        for (text.SkipBlank(); !text.TrySkip("]"); text.SkipBlank())
        {
            if (text.AtEnd)
                throw text.Error($"The array at {path} is not closed", start);
            if (!text.AtValue)
                throw text.Error($"Expected a member of the array at {path}, found '{text.Next}'", text.Position);
            var member = new HoconValue(ParseElements(text, path, start), adoptedFromFallback: false);
            _resolver.Note(member, []);
            array.Add(member);
            text.SkipBlank();
            text.TrySkip(",");
        }

        return array;
    }

    private HoconSubstitution ParseSubstitution(HoconText text, int start)
    {
        var optional = text.TrySkip("?");
        return new HoconSubstitution(text.TakeSubstitutionPath(start))
        {
            IsOptional = optional,
            IncludedAt = _includedAt,
            Place = text.Place(start),
        };
    }

    private void ParseInclude(HoconText text, HoconValue owner, string path)
    {
        if (_includes.Read(text) is not { } found)
            return;
        if (found.Root is { } root)
        {
            _resolver.NoteIncluded(root, path);
            owner.Values.OfType<HoconObject>().Last().Merge(root.Value.GetObject());
            return;
        }

        var outer = _includedAt;
        _includedAt = path;
        ParseDocument(found.Text, owner, path);
        _includedAt = outer;
        _includes.Leave();
    }

    private static bool CanExtend(List<IHoconElement> earlier, List<IHoconElement> pieces) =>
        earlier.Exists(piece => piece is HoconObject) && pieces.Exists(piece => piece is HoconSubstitution);

    private static HoconObject OwnObject(HoconValue owner)
    {
        if (owner.Values.LastOrDefault() is HoconObject own)
            return own;
        var added = new HoconObject();
        if (!owner.Values.Exists(piece => piece is HoconSubstitution))
            owner.Clear();
        owner.AppendValue(added);
        return added;
    }
}
