using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Node;

/// <summary>How long ending in good order may take.</summary>
internal static class GoodEnd
{
    /// <summary>One replica: drain and close its stages, and wait for a successor.</summary>
    public static TimeSpan Limit(ReplicationSettings settings) =>
        settings.DrainTimeout + settings.TransitionTimeout + settings.SetPassiveTimeout;

    /// <summary>All replicas of the process, which end at the same time.</summary>
    public static TimeSpan Limit(CantonSettings settings) =>
        settings.Participants.Max(participant => Limit(participant.Replication)) + TimeSpan.FromSeconds(1);
}
