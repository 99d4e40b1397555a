namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>A block of keys, in the order in which they were first written.</summary>
internal sealed record HoconObject(Origin Origin, IReadOnlyDictionary<string, HoconNode> Fields) : HoconNode(Origin)
{
    private static readonly IReadOnlyDictionary<string, HoconNode> NoFields = new Dictionary<string, HoconNode>();

    public static HoconObject Empty(Origin origin) => new(origin, NoFields);

    /// <summary>A block with one key.</summary>
    public static HoconObject Of(string key, HoconNode value) =>
        new(value.Origin, new Dictionary<string, HoconNode> { [key] = value });

    /// <summary>What stands under a path of keys; null where nothing does.</summary>
    public HoconNode? At(params ReadOnlySpan<string> path)
    {
        HoconNode? node = this;
        foreach (var key in path)
            node = (node as HoconObject)?.Fields.GetValueOrDefault(key);
        return node;
    }

    /// <summary>The block under a path of keys, empty where there is none.</summary>
    public HoconObject Block(params ReadOnlySpan<string> path) => At(path) as HoconObject ?? Empty(Origin);

    /// <summary>The scalar under a path of keys as text; null where there is none.</summary>
    public string? Text(params ReadOnlySpan<string> path) => (At(path) as HoconScalar)?.Text;

    /// <summary>This block where it says something, and <paramref name="lower"/> where it does not.</summary>
    public HoconObject Over(HoconObject lower)
    {
        var merged = new OrderedDictionary<string, HoconNode>(lower.Fields);
        foreach (var (key, value) in Fields)
            merged[key] = value is HoconObject upper && merged.GetValueOrDefault(key) is HoconObject below ? upper.Over(below) : value;
        return new HoconObject(Origin, merged);
    }

    /// <summary>The elements of a list written as a block with the keys 0, 1, 2, …; null if it is no such block.</summary>
    public HoconArray? AsArray()
    {
        if (Fields.Count == 0 || !Fields.Keys.All(key => uint.TryParse(key, out _)))
            return null;
        return new HoconArray(Origin, [.. Fields.OrderBy(field => uint.Parse(field.Key)).Select(field => field.Value)]);
    }

    public override string Describe() => "a block";
}
