namespace Canton.Ha.Actors.Health;

/// <summary>What a health request asks.</summary>
internal enum HealthCheck
{
    /// <summary>Does the process run? It does if it answers.</summary>
    IsAlive,

    /// <summary>Does a replica serve, or could it take over?</summary>
    IsReady,

    /// <summary>Does a replica serve?</summary>
    IsActive,
}
