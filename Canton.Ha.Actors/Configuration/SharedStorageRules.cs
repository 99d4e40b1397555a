namespace Canton.Ha.Actors.Configuration;

/// <summary>What must hold for replicas that share one storage, whichever of them this process starts.</summary>
internal static class SharedStorageRules
{
    public static void Check(IReadOnlyList<ConfiguredNode> nodes, Problems problems)
    {
        foreach (var replicas in Groups(nodes).Where(group => group.Count > 1))
        {
            RefuseUnreplicated(replicas, problems);
            RefuseOtherKinds(replicas, problems);
            RefuseStrangers(replicas, problems);
        }
    }

    private static List<List<ConfiguredNode>> Groups(IReadOnlyList<ConfiguredNode> nodes)
    {
        var groups = new List<List<ConfiguredNode>>();
        foreach (var node in nodes)
            if (groups.Find(group => group.Exists(other => other.Settings.Storage.IsSharedWith(node.Settings.Storage))) is { } group)
                group.Add(node);
            else
                groups.Add([node]);
        return groups;
    }

    private static void RefuseUnreplicated(List<ConfiguredNode> replicas, Problems problems)
    {
        var alone = replicas.FindAll(replica => !replica.Settings.Replication.Enabled);
        if (alone.Count > 0)
            problems.Add(
                alone[0].Block.Block("replication").OriginOf("enabled"),
                $"{Names(replicas)} share the {replicas[0].Settings.Storage.Description}, but {alone[0].Block.Path}.replication.enabled is false; set it to true for each of them, or give each its own storage.");
    }

    /// <summary>Their locks would not collide, but a term is one of the storage: each promotion of the one would fence the other.</summary>
    private static void RefuseOtherKinds(List<ConfiguredNode> replicas, Problems problems)
    {
        var first = replicas[0].Settings;
        if (replicas.Find(replica => replica.Settings.Kind != first.Kind) is { } other)
            problems.Add(
                other.Block.Block("storage").OriginOf(),
                $"{other.Settings.Path} and {first.Path} share the {first.Storage.Description}, but only replicas of one logical node can; give each its own storage.");
    }

    private static void RefuseStrangers(List<ConfiguredNode> replicas, Problems problems)
    {
        var first = replicas[0].Settings;
        if (replicas.Find(replica => replica.Settings.Kind == first.Kind && replica.Settings.Identity != first.Identity) is { } other)
            problems.Add(
                other.Block.Block("init").OriginOf("identity"),
                $"{other.Block.Path}.init.identity is \"{other.Settings.Identity}\", but {first.Name}, which shares the {first.Storage.Description}, has \"{first.Identity}\"; replicas must have the same.");
    }

    private static string Names(List<ConfiguredNode> replicas) => string.Join(", ", replicas.Select(replica => replica.Settings.Name));
}
