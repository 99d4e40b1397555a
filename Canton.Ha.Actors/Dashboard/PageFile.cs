using System.Collections.Frozen;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>A file of the page, which is part of the program: nothing is fetched from elsewhere, and nothing has to be installed.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Content">What it has.</param>
internal sealed record PageFile(string Type, ReadOnlyMemory<byte> Content)
{
    /// <summary>By path.</summary>
    public static readonly FrozenDictionary<string, PageFile> All = new Dictionary<string, PageFile>
    {
        ["/"] = Load("page.html", "text/html; charset=utf-8"),
        ["/dashboard/page.css"] = Load("page.css", "text/css; charset=utf-8"),
        ["/dashboard/page.js"] = Load("page.js", "text/javascript; charset=utf-8"),
        ["/dashboard/commands.js"] = Load("commands.js", "text/javascript; charset=utf-8"),
        ["/dashboard/parts.js"] = Load("parts.js", "text/javascript; charset=utf-8"),
        ["/dashboard/picture.js"] = Load("picture.js", "text/javascript; charset=utf-8"),
        ["/dashboard/stream.js"] = Load("stream.js", "text/javascript; charset=utf-8"),
        ["/dashboard/words.js"] = Load("words.js", "text/javascript; charset=utf-8"),
        ["/dashboard/icon.svg"] = Load("icon.svg", "image/svg+xml"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static PageFile Load(string name, string type)
    {
        using var resource = typeof(PageFile).Assembly.GetManifestResourceStream($"dashboard/{name}")
            ?? throw new InvalidOperationException($"The program lacks its resource dashboard/{name}.");
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return new PageFile(type, content.ToArray());
    }
}
