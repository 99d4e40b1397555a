namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>The one name of a file that every replica finds, whatever links lead to it: it is the scope of the embedded store's lock ids.</summary>
public static class CanonicalPath
{
    private const int LinksMax = 40;

    /// <summary>The absolute path with every symbolic link resolved; the file itself need not exist.</summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string Of(string path) => Resolve(Path.GetFullPath(path), LinksMax);

    private static string Resolve(string path, int linksLeft)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;

        var directory = Resolve(parent, linksLeft);
        var here = Path.Combine(directory, Path.GetFileName(path));
        if (new FileInfo(here).LinkTarget is not { } target)
            return here;

        if (linksLeft == 0)
            throw new IOException($"The symbolic links of {path} lead in a circle.");

        return Resolve(Path.GetFullPath(target, directory), linksLeft - 1);
    }
}
