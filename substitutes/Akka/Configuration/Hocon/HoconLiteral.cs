namespace Akka.Configuration.Hocon;

/// <summary>A piece of text, quoted or not, or the white space between two pieces.</summary>
public class HoconLiteral : IHoconElement
{
    /// <summary>The text, with escapes replaced and quotes removed.</summary>
    public string Value { get; set; }

    /// <inheritdoc />
    public bool IsString() => true;

    /// <inheritdoc />
    public string GetString() => Value;

    /// <inheritdoc />
    public bool IsArray() => false;

    /// <summary>Not for a text.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public IList<HoconValue> GetArray() => throw new NotSupportedException("A text is not an array.");

    /// <inheritdoc />
    public override string ToString() => Value;
}
