namespace Grpc.Core;

/// <summary>Whether a channel is connected.</summary>
public enum ConnectivityState
{
    /// <summary>Not connected, and not trying to.</summary>
    Idle,

    /// <summary>Trying to connect.</summary>
    Connecting,

    /// <summary>Connected.</summary>
    Ready,

    /// <summary>Failed to connect, and about to try again.</summary>
    TransientFailure,

    /// <summary>Ended.</summary>
    Shutdown,
}
