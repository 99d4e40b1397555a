namespace Canton.Ha.Actors.Demo;

/// <summary>Where the nodes of a demo keep what they share. Gone when disposed.</summary>
internal interface IDemoPlace : IAsyncDisposable
{
    /// <summary>What is about to be made, as a sentence.</summary>
    string Announcement { get; }

    /// <summary>Another replica can take over from a frozen one.</summary>
    bool IsFreedFromFrozen { get; }

    /// <summary>Environment variables that the nodes need to reach it.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Makes it.</summary>
    /// <exception cref="DemoFailedException">It cannot be made.</exception>
    Task CreateAsync(CancellationToken cancellation);

    /// <summary>The HOCON block <c>storage</c> of a node.</summary>
    /// <param name="node">The logical node: what its replicas share.</param>
    /// <param name="folder">For files.</param>
    string StorageOf(string node, string folder);
}
