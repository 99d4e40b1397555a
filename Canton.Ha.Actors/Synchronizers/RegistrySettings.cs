using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>What the synchronizers of a replica depend on.</summary>
/// <param name="Replica">Name of the replica.</param>
/// <param name="Configured">What is registered when nothing is registered under that alias.</param>
/// <param name="Client">How synchronizers are talked to.</param>
/// <param name="Journal">Where they are remembered.</param>
internal sealed record RegistrySettings(
    string Replica, IReadOnlyList<SynchronizerConnectionSettings> Configured, SequencerClientSettings Client, RegistryJournal Journal)
{
    /// <summary>How that is rehearsed; null where it would gain nothing.</summary>
    public RegistryRehearsal? Rehearsal { get; init; }

    /// <summary>It is only found out which synchronizers there are, and nothing done about it.</summary>
    public bool OnlyReads { get; init; }
}
