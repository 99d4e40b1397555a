namespace Akka.Configuration.Hocon;

/// <summary>Finds what an include directive names: by the caller's function, or as a file.</summary>
internal sealed class HoconIncludes(Func<string, HoconRoot> callback)
{
    private readonly Stack<string> _open = new();

    /// <summary>Reads a directive after the word <c>include</c>; null when nothing is there and nothing has to be.</summary>
    public Found? Read(HoconText text)
    {
        var start = text.Position;
        var required = text.TrySkip("required(");
        if (text.StartsWith("url(") || text.StartsWith("classpath("))
            throw text.Error("Only files can be included", start);
        var file = text.TrySkip("file(");
        text.SkipBlank();
        if (text.Next != '"')
            throw text.Error("Expected the quoted name of a file to include", text.Position);
        var name = text.TakeQuoted();
        Close(text, file);
        Close(text, required);
        var found = callback is null ? File(text, name, start) : Root(name);
        return found is null && required
            ? throw new ConfigurationException($"The required include {name} is not there ({text.Place(start)}).")
            : found;
    }

    /// <summary>Notes that the file opened last has been read to its end.</summary>
    public void Leave() => _open.Pop();

    private static void Close(HoconText text, bool opened)
    {
        text.TakeSpaces();
        if (opened && !text.TrySkip(")"))
            throw text.Error("Expected ')' after the name of the include", text.Position);
    }

    private Found? Root(string name) => callback(name) is { } root ? new Found(root, null) : null;

    private Found? File(HoconText text, string name, int start)
    {
        var directory = Path.GetDirectoryName(text.File) ?? Environment.CurrentDirectory;
        var path = Path.GetFullPath(name, directory);
        if (!System.IO.File.Exists(path) && !Path.HasExtension(path))
            path += ".conf";
        if (!System.IO.File.Exists(path))
            return null;
        if (_open.Contains(path, StringComparer.Ordinal))
            throw new ConfigurationException($"{path} includes itself ({text.Place(start)}).");
        _open.Push(path);
        return new Found(null, new HoconText(System.IO.File.ReadAllText(path), path));
    }

    /// <summary>A parsed tree from the caller, or a text still to be parsed.</summary>
    internal readonly record struct Found(HoconRoot Root, HoconText Text);
}
