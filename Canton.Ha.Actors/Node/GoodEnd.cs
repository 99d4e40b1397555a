using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Node;

/// <summary>How long ending in good order may take.</summary>
internal static class GoodEnd
{
    /// <summary>All replicas of the process, which end at the same time.</summary>
    public static TimeSpan Limit(CantonSettings settings) =>
        settings.Nodes.Max(node => node.Replication.HandoverMax) + TimeSpan.FromSeconds(1);
}
