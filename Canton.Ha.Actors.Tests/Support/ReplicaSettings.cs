using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Round periods, so that a transcript can be followed in the head.</summary>
internal static class ReplicaSettings
{
    public static readonly ReplicationSettings Default = new(
        Enabled: true,
        Profile: "fast",
        RampDownTimeout: TimeSpan.FromMilliseconds(250),
        TransitionTimeout: TimeSpan.FromSeconds(10),
        SetPassiveTimeout: TimeSpan.FromSeconds(10),
        DrainTimeout: TimeSpan.FromSeconds(2),
        RestMin: TimeSpan.FromMilliseconds(500),
        RestMax: TimeSpan.FromSeconds(4),
        RosterPeriod: TimeSpan.FromSeconds(1),
        PauseReminderPeriod: TimeSpan.FromSeconds(30),
        FastSettings.Connection);
}
