namespace Canton.Ha.Actors.Synchronizers;

/// <summary>Where a replica remembers its synchronizers.</summary>
/// <param name="Journal">Path of the journal's configuration.</param>
/// <param name="Snapshots">Path of the snapshot store's configuration.</param>
internal sealed record RegistryJournal(string Journal, string Snapshots);
