namespace Canton.Ha.Actors.Contracts;

/// <summary>How a connection to a synchronizer is.</summary>
public enum SynchronizerPhase
{
    /// <summary>Nobody wants it.</summary>
    Disconnected,

    /// <summary>It is wanted, and tried again and again.</summary>
    Connecting,

    /// <summary>Its events are heard.</summary>
    Connected,
}
