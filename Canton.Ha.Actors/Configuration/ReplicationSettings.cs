namespace Canton.Ha.Actors.Configuration;

/// <summary>The <c>replication</c> block of a node.</summary>
/// <param name="Enabled">Several replicas share the storage. On by default where the storage supports it.</param>
/// <param name="Profile">Which set of periods the others start from: <c>fast</c>, <c>normal</c> or <c>patient</c>.</param>
/// <param name="RampDownTimeout"><c>connection-pool.ramp-down-timeout</c>: how long a predecessor may finish before its write sessions are terminated.</param>
/// <param name="TransitionTimeout"><c>connection-pool.active-timeout</c>: how long a promotion or a demotion may take.</param>
/// <param name="SetPassiveTimeout"><c>set-passive-timeout</c>: how long a replica that hands over waits for a successor.</param>
/// <param name="DrainTimeout"><c>drain-timeout</c>: how long calls and writes inside may finish during a switchover.</param>
/// <param name="RestMin"><c>rest-min</c>: rest after a failure of this replica's own before it contends again; doubles with each failure in a row.</param>
/// <param name="RestMax"><c>rest-max</c>: longest rest.</param>
/// <param name="RosterPeriod"><c>roster-period</c>: how often the roster is read when nothing wakes it.</param>
/// <param name="PauseReminderPeriod"><c>pause-reminder-period</c>: how often a replica warns that automatic failover is paused.</param>
/// <param name="Connection">The sessions.</param>
public sealed record ReplicationSettings(
    bool Enabled, string Profile, TimeSpan RampDownTimeout, TimeSpan TransitionTimeout, TimeSpan SetPassiveTimeout, TimeSpan DrainTimeout,
    TimeSpan RestMin, TimeSpan RestMax, TimeSpan RosterPeriod, TimeSpan PauseReminderPeriod, ConnectionSettings Connection)
{
    /// <summary>Longest hand-over: drain and close the stages, wait for a successor, and become active again if there is none.</summary>
    public TimeSpan HandoverMax => DrainTimeout + TransitionTimeout + SetPassiveTimeout + TransitionTimeout;

    internal static ReplicationSettings From(SettingsBlock replication)
    {
        var problems = replication.Problems.Count;
        var profile = replication.OneOf("profile", "fast", "normal", "patient");
        if (replication.Problems.Count > problems)
            replication.LeaveUnread();
        var pool = replication.Block("connection-pool");
        var settings = new ReplicationSettings(
            replication.Flag("enabled"),
            profile,
            pool.Duration("ramp-down-timeout"),
            pool.Duration("active-timeout"),
            replication.Duration("set-passive-timeout"),
            replication.Duration("drain-timeout"),
            replication.Duration("rest-min"),
            replication.Duration("rest-max"),
            replication.Duration("roster-period"),
            replication.Duration("pause-reminder-period"),
            ConnectionSettings.From(pool.Block("connection")));
        if (replication.Problems.Count == problems)
            TimingRules.Check(settings, replication);
        return settings;
    }
}
