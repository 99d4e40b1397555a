namespace Akka.Configuration.Hocon;

/// <summary>
/// Looks up substitutions when the whole text is known. A value that refers to itself sees what it was before; a value of nothing
/// but optional substitutions that lead nowhere keeps what it was before, or is not there.
/// </summary>
internal sealed class HoconResolver
{
    private readonly List<HoconValue> _open = [];
    private readonly HashSet<HoconValue> _unsettled = [];
    private readonly HashSet<HoconValue> _settling = [];
    private readonly HashSet<HoconValue> _undefined = [];
    private readonly Dictionary<HoconValue, HoconValue> _earlier = [];
    private readonly List<HoconSubstitution> _substitutions = [];
    private readonly List<HoconSubstitution> _included = [];
    private HoconValue _root;

    /// <summary>Notes the pieces of a value that has been assigned, and those it had before.</summary>
    public void Note(HoconValue value, List<IHoconElement> earlier)
    {
        if (!value.Values.Exists(piece => piece is HoconSubstitution) && value.Values.Count(piece => piece is HoconObject) < 2)
            return;
        if (earlier.Count > 0)
            _earlier[value] = Snapshot(value, earlier);
        if (_unsettled.Add(value))
            _open.Add(value);
        _substitutions.AddRange(value.Values.OfType<HoconSubstitution>().Except(_substitutions));
    }

    /// <summary>Notes a tree that was resolved in itself and now stands at a path of this one.</summary>
    public void NoteIncluded(HoconRoot included, string path)
    {
        foreach (var substitution in included.Substitutions)
        {
            substitution.Path = HoconPath.Join(path, substitution.Path);
            _included.Add(substitution);
        }
    }

    /// <summary>Looks everything up, and returns all substitutions.</summary>
    public IEnumerable<HoconSubstitution> Resolve(HoconValue root)
    {
        _root = root;
        foreach (var value in _open)
            Settle(value);
        foreach (var substitution in _included)
            substitution.ResolvedValue = Find(substitution.Path) ?? substitution.ResolvedValue;
        if (_undefined.Count > 0)
            RemoveUndefined(root, []);
        return [.. _substitutions, .. _included];
    }

    private HoconValue Snapshot(HoconValue value, List<IHoconElement> earlier)
    {
        var before = new HoconValue(earlier, adoptedFromFallback: false);
        if (_earlier.TryGetValue(value, out var longBefore))
            _earlier[before] = longBefore;
        if (earlier.Exists(piece => piece is HoconSubstitution))
            _unsettled.Add(before);
        return before;
    }

    private void Settle(HoconValue value)
    {
        if (!_unsettled.Remove(value))
            return;
        _settling.Add(value);
        foreach (var substitution in value.Values.OfType<HoconSubstitution>())
            substitution.ResolvedValue ??= Target(substitution);
        value.Values.RemoveAll(piece => piece is HoconSubstitution { ResolvedValue: null });
        if (value.Values.TrueForAll(IsSpace))
            Restore(value);
        else
            Join(value);
        _settling.Remove(value);
    }

    private HoconValue Target(HoconSubstitution substitution)
    {
        var found = Find(HoconPath.Join(substitution.IncludedAt, substitution.Path)) ?? Find(substitution.Path) ?? FromEnvironment(substitution.Path);
        if (found is null && !substitution.IsOptional)
            throw new FormatException($"Unresolved substitution: {substitution.Path} ({substitution.Place}).");
        return found;
    }

    private static HoconValue FromEnvironment(string path) => Environment.GetEnvironmentVariable(path) is { } text
        ? new HoconValue([new HoconLiteral { Value = text }], adoptedFromFallback: false)
        : null;

    private HoconValue Find(string path)
    {
        var node = _root;
        foreach (var key in HoconPath.Split(path))
        {
            node = node.GetChildObject(key) is { } child ? Visible(child) : null;
            if (node is null)
                return null;
        }

        return node;
    }

    private HoconValue Visible(HoconValue value)
    {
        if (_settling.Contains(value))
            return _earlier.TryGetValue(value, out var before) ? Visible(before) : null;
        Settle(value);
        return _undefined.Contains(value) ? null : value;
    }

    private void Restore(HoconValue value)
    {
        value.Clear();
        if (_earlier.TryGetValue(value, out var before) && Visible(before) is { } defined)
            value.Values.AddRange(defined.Values);
        else
            _undefined.Add(value);
    }

    /// <summary>Keeps the last pieces of one kind: objects are merged, anything else overrides the objects before it.</summary>
    private void Join(HoconValue value)
    {
        var pieces = value.Values;
        var last = pieces.FindLastIndex(piece => !IsSpace(piece));
        var objects = ObjectOf(pieces[last]) is not null;
        var first = pieces.FindLastIndex(last, piece => !IsSpace(piece) && ObjectOf(piece) is not null != objects) + 1;
        pieces.RemoveRange(0, first);
        if (objects && pieces.Count(piece => !IsSpace(piece)) > 1)
            value.NewValue(pieces.Where(piece => !IsSpace(piece)).Select(ObjectOf).Aggregate(Merge));
    }

    private HoconObject Merge(HoconObject low, HoconObject high)
    {
        var merged = new HoconObject();
        foreach (var (key, value) in low.Items)
            merged.Items[key] = value;
        foreach (var (key, theirs) in high.Items)
        {
            if (merged.GetKey(key) is not { } ours)
                merged.Items[key] = theirs;
            else if (Visible(ours)?.GetObject() is { } below && Visible(theirs)?.GetObject() is { } above)
                merged.Items[key] = new HoconValue([Merge(below, above)], adoptedFromFallback: false);
            else if (!_undefined.Contains(theirs))
                merged.Items[key] = theirs;
        }

        return merged;
    }

    private void RemoveUndefined(HoconValue value, HashSet<HoconValue> visited)
    {
        if (!visited.Add(value))
            return;
        foreach (var members in value.Values.OfType<HoconObject>())
        {
            foreach (var key in members.Items.Where(item => _undefined.Contains(item.Value)).Select(item => item.Key).ToList())
                members.Items.Remove(key);
            foreach (var member in members.Items.Values)
                RemoveUndefined(member, visited);
        }

        foreach (var array in value.Values.OfType<HoconArray>())
        {
            array.RemoveAll(_undefined.Contains);
            array.ForEach(member => RemoveUndefined(member, visited));
        }
    }

    private static bool IsSpace(IHoconElement piece) => piece is HoconLiteral { Value.Length: > 0 } literal && string.IsNullOrWhiteSpace(literal.Value);

    private static HoconObject ObjectOf(IHoconElement piece) => piece switch
    {
        HoconObject own => own,
        HoconSubstitution substitution => substitution.GetObject(),
        _ => null,
    };
}
