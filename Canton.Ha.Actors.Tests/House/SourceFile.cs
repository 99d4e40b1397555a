using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Tests.House;

/// <summary>A file of this repository, as text.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Lines">Without line ends.</param>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    /// <summary>The first folder below the project: its layer.</summary>
    public string Layer => Path.Split('/')[1];

    /// <summary>Every file of some kinds below a folder of the repository, except what the build made; none if there is no such folder.</summary>
    public static IReadOnlyList<SourceFile> Below(string folder, params IReadOnlyCollection<string> extensions)
    {
        var root = System.IO.Path.Combine(Repository.Root, folder);
        if (!Directory.Exists(root))
            return [];
        var paths = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => extensions.Contains(System.IO.Path.GetExtension(path)) && !path.Contains("/obj/") && !path.Contains("/bin/"));
        return [.. paths.Order(StringComparer.Ordinal).Select(path => new SourceFile(path, File.ReadAllLines(System.IO.Path.Combine(Repository.Root, path))))];
    }

    /// <summary>Each line with its place, for a message.</summary>
    public IEnumerable<(string Text, string Place)> PlacedLines() => Lines.Select((text, index) => (text, $"{Path}:{index + 1}: {text.Trim()}"));
}
