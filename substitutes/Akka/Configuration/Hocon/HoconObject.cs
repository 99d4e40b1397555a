using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Keys with their values, in the order in which they were first written.</summary>
public class HoconObject : IHoconElement
{
    /// <summary>The members by key.</summary>
    public Dictionary<string, HoconValue> Items { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>The members by key; a member that is an object as a map of its own.</summary>
    public IDictionary<string, object> Unwrapped =>
        Items.ToDictionary(item => item.Key, item => item.Value.GetObject() is { } inner ? (object)inner.Unwrapped : item.Value, StringComparer.Ordinal);

    /// <inheritdoc />
    public bool IsString() => false;

    /// <summary>Not for an object.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public string GetString() => throw new NotSupportedException("An object is not a text.");

    /// <inheritdoc />
    public bool IsArray() => false;

    /// <summary>Not for an object.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public IList<HoconValue> GetArray() => throw new NotSupportedException("An object is not an array.");

    /// <summary>The value of a key; null if there is none.</summary>
    public HoconValue GetKey(string key) => Items.GetValueOrDefault(key);

    /// <summary>The value of a key; a new, empty one if there was none.</summary>
    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value))
            Items.Add(key, value = new HoconValue());
        return value;
    }

    /// <summary>Takes over the members of another object: objects are merged, anything else is replaced.</summary>
    public void Merge(HoconObject other)
    {
        foreach (var (key, theirs) in other.Items.ToList())
            Items[key] = Items.TryGetValue(key, out var ours) ? Combine(ours, theirs) : theirs;
    }

    /// <summary>A new object with the members of this one and, where both have a key, those of the other.</summary>
    internal HoconObject MergeImmutable(HoconObject other)
    {
        var merged = new HoconObject { Items = new Dictionary<string, HoconValue>(Items, StringComparer.Ordinal) };
        merged.Merge(other);
        return merged;
    }

    /// <inheritdoc />
    public override string ToString() => ToString(0);

    /// <summary>HOCON text of the members, one per line, indented by two blanks per level.</summary>
    public string ToString(int indent)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in Items)
            text.Append(' ', indent * 2).Append(HoconValue.Quote(key)).Append(" : ").Append(value.ToString(indent)).Append("\r\n");
        return text.ToString();
    }

    private static HoconValue Combine(HoconValue ours, HoconValue theirs) =>
        ours.IsObject() && theirs.IsObject()
            ? new HoconValue([ours.GetObject().MergeImmutable(theirs.GetObject())], adoptedFromFallback: false)
            : theirs;
}
