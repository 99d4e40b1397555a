using System.Collections.Frozen;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>A file of the page, which is part of the program: nothing is fetched from elsewhere, and nothing has to be installed.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Content">What it has.</param>
internal sealed record PageFile(string Type, ReadOnlyMemory<byte> Content)
{
    /// <summary>What the names of their resources begin with, as do their paths.</summary>
    private const string Folder = "dashboard/";

    /// <summary>By path.</summary>
    public static readonly FrozenDictionary<string, PageFile> All = typeof(PageFile).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name == Folder + "page.html" ? "/" : $"/{name}", Load, StringComparer.Ordinal);

    private static PageFile Load(string name)
    {
        using var resource = typeof(PageFile).Assembly.GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return new PageFile(TypeOf(Path.GetExtension(name)), content.ToArray());
    }

    private static string TypeOf(string extension) => extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"No page has a file of the kind {extension}."),
    };
}
