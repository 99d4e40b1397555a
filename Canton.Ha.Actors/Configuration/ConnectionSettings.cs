namespace Canton.Ha.Actors.Configuration;

/// <summary>The <c>replication.connection-pool.connection</c> block: how sessions are watched, from both ends.</summary>
/// <param name="PassiveCheckPeriod">How long a passive replica waits between two tries to take the main lock; up to 20 % are added.</param>
/// <param name="YieldTimeout"><c>yield-timeout</c>: how long a replica leaves a free main lock to each present replica with a higher priority.</param>
/// <param name="ProofPeriod"><c>lock.health-check-period</c>: how long the holder waits between two proofs.</param>
/// <param name="ProofExpiry"><c>lock.proof-expiry</c>: how long after the sending of the last answered proof the lock may be believed to be held.</param>
/// <param name="IdleSessionTimeout">After this time without a statement the server ends a main or presence session.</param>
/// <param name="KeepAliveIdle">Silence after which the server probes the connection.</param>
/// <param name="KeepAliveInterval">Time between two such probes.</param>
/// <param name="KeepAliveCount">Unanswered probes after which the server ends the session.</param>
/// <param name="TcpUserTimeout">How long data sent by the server may stay unacknowledged.</param>
/// <param name="ClientConnectionCheckInterval">How often a busy server process looks whether its client is still there; null leaves the server's default.</param>
/// <param name="IdleInTransactionTimeout">After this time the server ends a write session that does nothing inside a transaction.</param>
/// <param name="StatementTimeout">Longest statement on a write session.</param>
/// <param name="ConnectionTimeout">Longest time to open a main, presence or write session.</param>
public sealed record ConnectionSettings(
    TimeSpan PassiveCheckPeriod, TimeSpan YieldTimeout, TimeSpan ProofPeriod, TimeSpan ProofExpiry, TimeSpan IdleSessionTimeout,
    TimeSpan KeepAliveIdle, TimeSpan KeepAliveInterval, int KeepAliveCount, TimeSpan TcpUserTimeout,
    TimeSpan? ClientConnectionCheckInterval, TimeSpan IdleInTransactionTimeout, TimeSpan StatementTimeout, TimeSpan ConnectionTimeout)
{
    /// <summary>The longest wait between two tries of a passive replica: <see cref="PassiveCheckPeriod"/> and all that may be added.</summary>
    public TimeSpan PassiveCheckMax => PassiveCheckPeriod * 1.2;

    /// <summary>When a server that hears nothing any more ends an idle session at the latest.</summary>
    public TimeSpan KeepAliveMax => KeepAliveIdle + (KeepAliveInterval * KeepAliveCount);

    internal static ConnectionSettings From(SettingsBlock connection) => new(
        connection.Duration("passive-check-period"),
        connection.Duration("yield-timeout"),
        connection.Block("lock").Duration("health-check-period"),
        connection.Block("lock").Duration("proof-expiry"),
        connection.Duration("idle-session-timeout"),
        connection.Seconds("keep-alive-idle"),
        connection.Seconds("keep-alive-interval"),
        connection.Whole("keep-alive-count", 1, 100),
        connection.Duration("tcp-user-timeout"),
        connection.DurationOrNull("client-connection-check-interval", TimeSpan.Zero),
        connection.Duration("idle-in-transaction-timeout"),
        connection.Duration("statement-timeout"),
        connection.Seconds("connection-timeout"));
}
