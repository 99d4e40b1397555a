using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The periods of the fast profile, for tests that build sessions themselves.</summary>
internal static class FastSettings
{
    /// <summary>How sessions are watched.</summary>
    public static readonly ConnectionSettings Connection = new(
        PassiveCheckPeriod: TimeSpan.FromMilliseconds(250),
        YieldTimeout: TimeSpan.FromSeconds(1),
        ProofPeriod: TimeSpan.FromMilliseconds(500),
        ProofExpiry: TimeSpan.FromSeconds(1.5),
        IdleSessionTimeout: TimeSpan.FromSeconds(2.5),
        KeepAliveIdle: TimeSpan.FromSeconds(1),
        KeepAliveInterval: TimeSpan.FromSeconds(1),
        KeepAliveCount: 2,
        TcpUserTimeout: TimeSpan.FromSeconds(2),
        ClientConnectionCheckInterval: TimeSpan.FromMilliseconds(500),
        IdleInTransactionTimeout: TimeSpan.FromSeconds(2.5),
        StatementTimeout: TimeSpan.FromSeconds(5),
        ConnectionTimeout: TimeSpan.FromSeconds(2));

    /// <summary>How long a predecessor may finish.</summary>
    public static readonly TimeSpan RampDown = TimeSpan.FromMilliseconds(250);
}
