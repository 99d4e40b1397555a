namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Where the sources of this project are, for tests about them.</summary>
internal static class Repository
{
    /// <summary>The folder that has the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Canton.Ha.Actors.slnx")) ? folder : Find(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);
}
