namespace Canton.Ha.Actors.Shell;

/// <summary>Where commands come from.</summary>
internal interface ISessionInput
{
    /// <summary>The next line; null when there will be none.</summary>
    Task<string?> ReadLineAsync(CancellationToken cancellation);

    /// <summary>From now on until disposed, somebody who wants to interrupt what runs is heard by <paramref name="interrupt"/>; null where nobody can be.</summary>
    IDisposable? OnInterrupt(Action interrupt);
}
