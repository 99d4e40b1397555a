using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>The value of a key or array member: one piece, or several that were written one after the other.</summary>
public class HoconValue : IMightBeAHoconObject
{
    private const string Quotable = " \t:";

    /// <summary>A value without any piece.</summary>
    public HoconValue()
        : this([], adoptedFromFallback: false)
    {
    }

    /// <summary>A value of the given pieces; the list is used as it is.</summary>
    public HoconValue(List<IHoconElement> values, bool adoptedFromFallback = true)
    {
        Values = values;
        AdoptedFromFallback = adoptedFromFallback;
    }

    /// <summary>The pieces, in the order in which they were written.</summary>
    public List<IHoconElement> Values { get; }

    /// <summary>Whether there is no piece, or an object without members.</summary>
    public bool IsEmpty => Values.Count == 0 || Values[0] is HoconObject { Items.Count: 0 };

    internal bool AdoptedFromFallback { get; }

    /// <summary>A configuration with this value as its root.</summary>
    public Config ToConfig() => new(new HoconRoot(this));

    /// <summary>A configuration that has this value under one key.</summary>
    public Config AtKey(string key)
    {
        var members = new HoconObject();
        members.Items[key] = this;
        return new Config(new HoconRoot(new HoconValue([members], adoptedFromFallback: false)));
    }

    /// <summary>Adds a piece.</summary>
    public void AppendValue(IHoconElement value) => Values.Add(value);

    /// <summary>Removes all pieces.</summary>
    public void Clear() => Values.Clear();

    /// <summary>Replaces all pieces by one.</summary>
    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    /// <inheritdoc />
    public bool IsObject() => GetObject() is not null;

    /// <inheritdoc />
    public HoconObject GetObject() => Values.FirstOrDefault() switch
    {
        HoconObject members => members,
        IMightBeAHoconObject reference when reference.IsObject() => reference.GetObject(),
        _ => null,
    };

    /// <summary>The value of a key, if this is an object that has it; null otherwise.</summary>
    public HoconValue GetChildObject(string key) => GetObject()?.GetKey(key);

    /// <summary>Whether there are pieces and all of them are texts.</summary>
    public bool IsString() => Values.Count > 0 && Values.TrueForAll(piece => piece.IsString());

    /// <summary>Whether this is an array with at least one member.</summary>
    public bool IsArray() => GetArray().Count != 0;

    /// <summary>The members of all arrays among the pieces.</summary>
    public IList<HoconValue> GetArray() => Values.Where(piece => piece.IsArray()).SelectMany(piece => piece.GetArray()).ToList();

    /// <summary>The pieces as one text without white space around it; null for the text <c>null</c> and for what is not a text.</summary>
    public string GetString()
    {
        if (!IsString())
            return null;
        var text = string.Concat(Values.Select(piece => piece.GetString())).Trim();
        return text == "null" ? null : text;
    }

    /// <summary>The value as a truth value.</summary>
    /// <exception cref="NotSupportedException">It is none of <c>on</c>, <c>off</c>, <c>true</c>, <c>false</c>.</exception>
    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        var other => throw new NotSupportedException($"Unknown boolean format: {other}"),
    };

    /// <summary>The value as a decimal number.</summary>
    public decimal GetDecimal() => decimal.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    /// <summary>The value as a number of single precision.</summary>
    public float GetFloat() => float.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    /// <summary>The value as a number of double precision.</summary>
    public double GetDouble() => double.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    /// <summary>The value as a whole number of 64 bits.</summary>
    public long GetLong() => long.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    /// <summary>The value as a whole number of 32 bits.</summary>
    public int GetInt() => int.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    /// <summary>The value as a number from 0 to 255.</summary>
    public byte GetByte() => byte.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    /// <summary>The members as numbers from 0 to 255.</summary>
    public IList<byte> GetByteList() => List(member => member.GetByte());

    /// <summary>The members as whole numbers of 32 bits.</summary>
    public IList<int> GetIntList() => List(member => member.GetInt());

    /// <summary>The members as whole numbers of 64 bits.</summary>
    public IList<long> GetLongList() => List(member => member.GetLong());

    /// <summary>The members as truth values.</summary>
    public IList<bool> GetBooleanList() => List(member => member.GetBoolean());

    /// <summary>The members as numbers of single precision.</summary>
    public IList<float> GetFloatList() => List(member => member.GetFloat());

    /// <summary>The members as numbers of double precision.</summary>
    public IList<double> GetDoubleList() => List(member => member.GetDouble());

    /// <summary>The members as decimal numbers.</summary>
    public IList<decimal> GetDecimalList() => List(member => member.GetDecimal());

    /// <summary>The members as texts.</summary>
    public IList<string> GetStringList() => List(member => member.GetString());

    /// <summary>The value as a duration; a number without unit is in milliseconds.</summary>
    /// <param name="allowInfinite">Whether <c>infinite</c> stands for <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <exception cref="FormatException">It is not a duration, or a negative one.</exception>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) => HoconUnits.Duration(GetString(), allowInfinite);

    /// <summary>The value as a number of bytes; null for an empty or missing text.</summary>
    /// <exception cref="FormatException">It is not a size.</exception>
    public long? GetByteSize() => HoconUnits.Size(GetString());

    /// <inheritdoc />
    public override string ToString() => ToString(0);

    /// <summary>HOCON text of this value, indented by two blanks per level.</summary>
    public virtual string ToString(int indent)
    {
        if (IsString())
            return Quote(GetString());
        if (IsObject())
            return indent == 0 ? GetObject().ToString(1) : $"{{\r\n{GetObject().ToString(indent + 1)}{new string(' ', indent * 2)}}}";
        return IsArray() ? $"[{string.Join(',', GetArray().Select(member => member.ToString(indent + 1)))}]" : "<<unknown value>>";
    }

    internal static string Quote(string text)
    {
        if (text is null)
            return "";
        return text.AsSpan().IndexOfAny(Quotable) < 0 ? text : $"\"{text}\"";
    }

    private List<T> List<T>(Func<HoconValue, T> read) => GetArray().Select(read).ToList();
}
