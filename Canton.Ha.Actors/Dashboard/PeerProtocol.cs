namespace Canton.Ha.Actors.Dashboard;

/// <summary>What the watch of another replica says to the hub.</summary>
public static class PeerProtocol
{
    /// <summary>Up: what it says about itself.</summary>
    internal sealed record Heard(string Replica, ReplicaView View);

    /// <summary>Up: what happened to it.</summary>
    internal sealed record Happened(string Replica, NewsView News);

    /// <summary>Up: it cannot be heard, and is tried again.</summary>
    internal sealed record Silent(string Replica, string Why);
}
