namespace Canton.Ha.Actors.Shell.Editing;

/// <summary>Keeps the history in a file of the user's, one line each; nothing is kept where the file cannot be read or written.</summary>
/// <param name="path">The file; null keeps nothing.</param>
internal sealed class HistoryFile(string? path)
{
    private string? _path = path;

    /// <summary>Below <c>XDG_STATE_HOME</c>, or else <c>~/.local/state</c>; null for a user without a home.</summary>
    public static string? DefaultPath(Func<string, string?> environment)
    {
        var state = environment("XDG_STATE_HOME") is { Length: > 0 } given && Path.IsPathRooted(given)
            ? given
            : environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "state") : null;
        return state is null ? null : Path.Combine(state, "canton-ha", "console-history");
    }

    /// <summary>The newest lines of the file, which is cut down to them.</summary>
    public LineHistory Load()
    {
        if (!File.Exists(_path))
            return LineHistory.Empty;
        var history = LineHistory.Empty;
        Try(file =>
        {
            var lines = File.ReadAllLines(file);
            history = LineHistory.Of(lines);
            if (lines.Length > LineHistory.Max)
                Replace(file, history);
        });
        return history;
    }

    public void Append(string line) => Try(file =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var stream = new FileStream(file, OnlyForTheUser(FileMode.Append));
        using var writer = new StreamWriter(stream);
        writer.WriteLine(line);
    });

    /// <summary>Another console that reads meanwhile sees the whole file or the new one.</summary>
    private static void Replace(string file, LineHistory history)
    {
        var next = $"{file}.{Environment.ProcessId}";
        using (var stream = new FileStream(next, OnlyForTheUser(FileMode.Create)))
        using (var writer = new StreamWriter(stream))
            foreach (var line in history.Lines)
                writer.WriteLine(line);
        File.Move(next, file, overwrite: true);
    }

    private static FileStreamOptions OnlyForTheUser(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private void Try(Action<string> use)
    {
        try
        {
            if (_path is { } file)
                use(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _path = null;
        }
    }
}
