namespace Canton.Ha.Actors.Contracts;

/// <summary>The least that is written to the log.</summary>
public enum LogThreshold
{
    /// <summary>Everything.</summary>
    Debug,

    /// <summary>State changes, and what actors do besides.</summary>
    Info,

    /// <summary>What a human should look at.</summary>
    Warning,

    /// <summary>What has failed.</summary>
    Error,

    /// <summary>Nothing.</summary>
    Off,
}
