namespace Canton.Ha.Actors.Synchronizers;

/// <summary>What the registry and the connection of one synchronizer tell each other.</summary>
internal static class ConnectionProtocol
{
    /// <summary>Down: somebody waits for it. Answered by <see cref="Connected"/> or <see cref="NotConnected"/>.</summary>
    public sealed record Hurry
    {
        public static readonly Hurry Instance = new();
    }

    /// <summary>Down: end the connection, and stop.</summary>
    public sealed record Disconnect(string Why);

    /// <summary>Up: its events are heard.</summary>
    public sealed record Connected(string Alias, string Synchronizer);

    /// <summary>Up: an attempt has failed, or the connection is lost; there will be another attempt.</summary>
    public sealed record NotConnected(string Alias, string Why);
}
