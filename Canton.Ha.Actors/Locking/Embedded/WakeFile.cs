namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>A file whose change tells the other replicas that it is worth looking now. Only a hint: who misses it looks a period later.</summary>
internal sealed class WakeFile(string directory)
{
    private const string Name = "wake";

    private readonly string _path = Path.Combine(directory, Name);

    public void Touch() => File.WriteAllBytes(_path, [1]);

    /// <summary>Calls <paramref name="onTouched"/>, on a thread of the watcher's own, until the result is disposed. Null when the system has no watcher left.</summary>
    public IDisposable? Watch(Action onTouched)
    {
        var watcher = new FileSystemWatcher(directory, Name) { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName };
        watcher.Changed += (_, _) => onTouched();
        watcher.Created += (_, _) => onTouched();
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException)
        {
            watcher.Dispose();
            return null;
        }
    }
}
