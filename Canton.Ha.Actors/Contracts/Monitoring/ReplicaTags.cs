namespace Canton.Ha.Actors.Contracts.Monitoring;

/// <summary>The tags that every measurement of a replica has.</summary>
/// <param name="replica">Name of the replica.</param>
/// <param name="node">Name of the logical node.</param>
public sealed class ReplicaTags(string replica, string node)
{
    /// <summary>The tag that has the name of the replica.</summary>
    public const string ReplicaName = "replica";

    /// <summary>The tag that has the name of the logical node.</summary>
    public const string NodeName = "node";

    /// <summary>Which replica.</summary>
    public KeyValuePair<string, object?> Replica { get; } = new(ReplicaName, replica);

    /// <summary>Of which logical node.</summary>
    public KeyValuePair<string, object?> Node { get; } = new(NodeName, node);
}
