namespace Canton.Ha.Actors.Configuration;

/// <summary>
/// Bounds of the gap after each fault, if at least one other replica lives. With
/// try = <c>passive-check-period</c> + 20 %, freed = <c>idle-session-timeout</c> (which the server keeps whatever happens to the client) and
/// ramp-down = <c>ramp-down-timeout</c>, after which the successor terminates what is left of its predecessor:
/// switchover = try (should the wake-up be lost), killed = try + ramp-down, frozen = cut off = freed + try + ramp-down,
/// stuck = killed + <c>yield-timeout</c> for each present replica that has a higher priority and does not take over, and
/// restarted = 2 × try, because replicas try half as often while the database does not answer.
/// </summary>
public static class FaultBounds
{
    private const string Try = "passive-check-period + 20 %";
    private const string Yield = $"{Try} + yield-timeout";
    private const string PerReplica = "yield-timeout for each replica with a higher priority that is there";

    /// <summary>The bounds of one replica's settings; none where no replica could take over.</summary>
    public static IReadOnlyList<FaultBound> For(NodeSettings node) => node switch
    {
        { Replication.Enabled: false } => [],
        { Storage: StorageSettings.Postgres } => OnPostgres(node.Replication),
        _ => OnEmbedded(node.Replication),
    };

    private static FaultBound[] OnPostgres(ReplicationSettings replication)
    {
        const string freed = $"idle-session-timeout + {Try} + ramp-down-timeout";
        var next = replication.Connection.PassiveCheckMax;
        var terminated = replication.Connection.IdleSessionTimeout + next + replication.RampDownTimeout;
        return
        [
            new("switchover", next, $"{Try}; plus up to drain-timeout while calls are inside"),
            new("active killed", next + replication.RampDownTimeout, $"{Try} + ramp-down-timeout"),
            new("active killed, preferred one stuck", Yielding(replication) + replication.RampDownTimeout, $"{Yield} + ramp-down-timeout; {PerReplica}"),
            new("active frozen", terminated, freed),
            new("active frozen inside a transaction", terminated, $"{freed}; its write sessions are terminated"),
            new("active cut off from the database", terminated, freed),
            new("database restarted", next * 2, $"2 * ({Try}), counted from when it accepts connections"),
        ];
    }

    private static TimeSpan Yielding(ReplicationSettings replication) =>
        replication.Connection.PassiveCheckMax + replication.Connection.YieldTimeout;

    /// <summary>The operating system frees the locks of a process in the moment it dies, and never before.</summary>
    private static FaultBound[] OnEmbedded(ReplicationSettings replication)
    {
        const string held = "a stopped process keeps its file locks; end it, and the gap is that of a killed one";
        var next = replication.Connection.PassiveCheckMax;
        return
        [
            new("switchover", next, $"{Try}; plus up to drain-timeout while calls are inside"),
            new("active killed", next, Try),
            new("active killed, preferred one stuck", Yielding(replication), $"{Yield}; {PerReplica}"),
            new("active frozen", null, held),
            new("active frozen inside a transaction", null, held),
        ];
    }
}
