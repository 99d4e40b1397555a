namespace Akka.Configuration.Hocon;

/// <summary>A reference to another value: <c>${path}</c>, or <c>${?path}</c> for one that may be missing.</summary>
public class HoconSubstitution : IHoconElement, IMightBeAHoconObject
{
    /// <summary>For derived types that set the path later.</summary>
    protected HoconSubstitution()
    {
    }

    /// <summary>A reference to the value at a path from the root.</summary>
    public HoconSubstitution(string path) => Path = path;

    /// <summary>The path, from the root, of the value referred to.</summary>
    public string Path { get; set; }

    /// <summary>The value found there; null while nothing has been looked up.</summary>
    public HoconValue ResolvedValue { get; set; }

    internal bool IsOptional { get; init; }

    /// <summary>Path of the object into which the text with this substitution is included; empty at the root.</summary>
    internal string IncludedAt { get; init; } = "";

    /// <summary>Where it was written: line, column, and the file if known.</summary>
    internal string Place { get; init; } = "";

    /// <inheritdoc />
    public bool IsString() => ResolvedValue is not null && ResolvedValue.IsString();

    /// <inheritdoc />
    public string GetString() => ResolvedValue?.GetString();

    /// <inheritdoc />
    public bool IsArray() => ResolvedValue is not null && ResolvedValue.IsArray();

    /// <inheritdoc />
    public IList<HoconValue> GetArray() => ResolvedValue.GetArray();

    /// <inheritdoc />
    public bool IsObject() => ResolvedValue is not null && ResolvedValue.IsObject();

    /// <inheritdoc />
    public HoconObject GetObject() => ResolvedValue?.GetObject();
}
