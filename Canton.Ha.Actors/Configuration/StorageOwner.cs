namespace Canton.Ha.Actors.Configuration;

/// <summary>The logical node to which a storage belongs.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Identity">Its name.</param>
public sealed record StorageOwner(NodeKind Kind, string Identity)
{
    private const string OfSynchronizer = "synchronizer ";

    /// <summary>How it is written down: a participant by its identity alone.</summary>
    public string Written => Kind == NodeKind.Participant ? Identity : OfSynchronizer + Identity;

    /// <summary>Reads what was written down.</summary>
    public static StorageOwner Read(string written) => written.StartsWith(OfSynchronizer, StringComparison.Ordinal)
        ? new(NodeKind.Synchronizer, written[OfSynchronizer.Length..])
        : new(NodeKind.Participant, written);

    /// <summary>For people.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} \"{Identity}\"";
}
