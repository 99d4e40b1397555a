namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>
/// A block as it was written. A key keeps all values it was given as layers, the latest on top, because a later one may refer to an earlier one.
/// Blocks given in a row for the same key are one layer.
/// </summary>
internal sealed class ObjectExpression(Origin origin) : Expression(origin)
{
    private readonly OrderedDictionary<string, List<Expression>> _fields = [];

    public IReadOnlyCollection<string> Keys => _fields.Keys;

    public IReadOnlyList<Expression> Layers(string key) => _fields.TryGetValue(key, out var layers) ? layers : [];

    /// <summary>Puts <paramref name="value"/> on top of what a path of keys has so far.</summary>
    public void Define(ReadOnlySpan<string> path, Expression value)
    {
        for (var depth = path.Length - 1; depth > 0; depth--)
        {
            var block = new ObjectExpression(value.Origin);
            block.Define(path[depth], value);
            value = block;
        }
        Define(path[0], value);
    }

    /// <summary>Puts every value of <paramref name="upper"/> on top of what its key has here.</summary>
    public void Absorb(ObjectExpression upper)
    {
        foreach (var (key, layers) in upper._fields)
            foreach (var layer in layers)
                Define(key, layer);
    }

    private void Define(string key, Expression value)
    {
        if (!_fields.TryGetValue(key, out var layers))
            _fields.Add(key, layers = []);
        if (value is ObjectExpression upper && layers.LastOrDefault() is ObjectExpression lower)
            lower.Absorb(upper);
        else
            layers.Add(value);
    }
}
