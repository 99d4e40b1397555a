namespace Canton.Ha.Actors.Configuration;

/// <summary>What must hold for participants that share one storage, whichever of them this process starts.</summary>
internal static class SharedStorageRules
{
    public static void Check(IReadOnlyList<ConfiguredParticipant> participants, Problems problems)
    {
        foreach (var replicas in Groups(participants).Where(group => group.Count > 1))
        {
            RefuseUnreplicated(replicas, problems);
            RefuseStrangers(replicas, problems);
        }
    }

    private static List<List<ConfiguredParticipant>> Groups(IReadOnlyList<ConfiguredParticipant> participants)
    {
        var groups = new List<List<ConfiguredParticipant>>();
        foreach (var participant in participants)
            if (groups.Find(group => group.Exists(other => other.Settings.Storage.IsSharedWith(participant.Settings.Storage))) is { } group)
                group.Add(participant);
            else
                groups.Add([participant]);
        return groups;
    }

    private static void RefuseUnreplicated(List<ConfiguredParticipant> replicas, Problems problems)
    {
        var alone = replicas.FindAll(replica => !replica.Settings.Replication.Enabled);
        if (alone.Count > 0)
            problems.Add(
                alone[0].Block.Block("replication").OriginOf("enabled"),
                $"{Names(replicas)} share the {replicas[0].Settings.Storage.Description}, but {alone[0].Block.Path}.replication.enabled is false; set it to true for each of them, or give each its own storage.");
    }

    private static void RefuseStrangers(List<ConfiguredParticipant> replicas, Problems problems)
    {
        var first = replicas[0].Settings;
        if (replicas.Find(replica => replica.Settings.Identity != first.Identity) is { } other)
            problems.Add(
                other.Block.Block("init").OriginOf("identity"),
                $"{other.Block.Path}.init.identity is \"{other.Settings.Identity}\", but {first.Name}, which shares the {first.Storage.Description}, has \"{first.Identity}\"; replicas must have the same.");
    }

    private static string Names(List<ConfiguredParticipant> replicas) => string.Join(", ", replicas.Select(replica => replica.Settings.Name));
}
