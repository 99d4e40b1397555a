using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>A synchronizer that this participant remembers.</summary>
/// <param name="Settings">How it is reached.</param>
/// <param name="IsWanted">It is to be connected; also in later terms, unless that is only done by hand.</param>
/// <param name="Id">Which one it is; null until somebody has found it.</param>
internal sealed record RegisteredSynchronizer(SynchronizerConnectionSettings Settings, bool IsWanted, string? Id)
{
    public string Alias => Settings.Alias;
}
