namespace Akka.Configuration.Hocon;

/// <summary>An array of values.</summary>
public class HoconArray : List<HoconValue>, IHoconElement
{
    /// <inheritdoc />
    public bool IsString() => false;

    /// <summary>Not for an array.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public string GetString() => throw new NotSupportedException("An array is not a text.");

    /// <inheritdoc />
    public bool IsArray() => true;

    /// <inheritdoc />
    public IList<HoconValue> GetArray() => this;

    /// <inheritdoc />
    public override string ToString() => $"[{string.Join(',', this)}]";
}
