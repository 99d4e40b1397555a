namespace Canton.Ha.Actors.Ledger.Topology;

/// <summary>A synchronizer to which submissions can go now.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hosting">Who hosts whom there.</param>
/// <param name="View">Everything sequenced up to here has been processed and can be read. That of the last written batch; taken before reading contracts.</param>
internal sealed record ConnectedSynchronizer(string Id, Hosting Hosting, long View)
{
    /// <summary>What this participant calls it; its id where nobody has given it another name.</summary>
    public string Alias { get; init; } = Id;

    /// <summary>Of several that could take a transaction, the one with the highest does.</summary>
    public int Priority { get; init; }
}
