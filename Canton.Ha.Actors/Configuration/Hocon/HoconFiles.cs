using System.Collections.Immutable;

namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>Opens files and what they include.</summary>
/// <param name="read">The text of a file; null when it does not exist.</param>
internal sealed class HoconFiles(Func<string, string?> read)
{
    private readonly List<string> _open = [];

    /// <exception cref="HoconException">It, or a file it includes, is not HOCON or cannot be read.</exception>
    public ObjectExpression Open(string file)
    {
        var text = Read(file, new Origin(file, 1, 1)) ?? throw new HoconException(new Origin(file, 1, 1), $"the file does not exist (looked for {Path.GetFullPath(file)}).");
        return Parse(text, file, []);
    }

    /// <summary>The fields of an included file, which is named relative to the including one; none when it is optional and not there.</summary>
    public ObjectExpression Include(HoconInclude include, string from, ImmutableArray<string> root)
    {
        var file = Path.Combine(Path.GetDirectoryName(from) ?? "", include.File);
        var text = Read(file, include.Origin);
        if (text is not null)
            return Parse(text, file, root, include.Origin);
        if (include.IsRequired)
            throw new HoconException(include.Origin, $"the included file \"{include.File}\" does not exist (looked for {Path.GetFullPath(file)}).");
        return new ObjectExpression(include.Origin);
    }

    private ObjectExpression Parse(string text, string file, ImmutableArray<string> root, Origin? includedAt = null)
    {
        var path = Path.GetFullPath(file);
        if (includedAt is not null && _open.Contains(path))
            throw new HoconException(includedAt, $"the file \"{file}\" includes itself: {string.Join(" -> ", _open.Append(path).Select(Path.GetFileName))}.");
        _open.Add(path);
        try
        {
            return new HoconParser(text, file, root, this).Parse();
        }
        finally
        {
            _open.RemoveAt(_open.Count - 1);
        }
    }

    private string? Read(string file, Origin origin)
    {
        try
        {
            return read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HoconException(origin, $"the file \"{file}\" cannot be read: {e.Message}");
        }
    }
}
