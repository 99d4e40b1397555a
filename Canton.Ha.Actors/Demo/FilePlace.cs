using System.Collections.ObjectModel;

namespace Canton.Ha.Actors.Demo;

/// <summary>Files in the folder of the demo, and gone with that.</summary>
internal sealed class FilePlace : IDemoPlace
{
    public string Announcement => "Everything is kept on embedded stores in a temporary folder.";

    /// <summary>The kernel frees its file locks only when it ends.</summary>
    public bool IsFreedFromFrozen => false;

    public IReadOnlyDictionary<string, string> Environment => ReadOnlyDictionary<string, string>.Empty;

    public Task CreateAsync(CancellationToken cancellation) => Task.CompletedTask;

    public string StorageOf(string node, string folder) => $"storage {{ type = embedded, config.path = {ConfigurationText.Quoted(Path.Combine(folder, node + ".db"))} }}";

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
