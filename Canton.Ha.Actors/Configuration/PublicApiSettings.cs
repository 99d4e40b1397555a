namespace Canton.Ha.Actors.Configuration;

/// <summary>The <c>public-api</c> block of a synchronizer: where its active replica listens for members.</summary>
/// <param name="Endpoint"><c>address</c> and <c>port</c>.</param>
/// <param name="MessageBytesMax"><c>max-inbound-message-size</c>: largest message it receives, in bytes.</param>
public sealed record PublicApiSettings(HttpEndpoint Endpoint, int MessageBytesMax)
{
    /// <summary>Null when it cannot be used.</summary>
    internal static PublicApiSettings? From(SettingsBlock api)
    {
        var most = api.Whole("max-inbound-message-size", 1024, int.MaxValue);
        return api.GuardedEndpoint() is { } endpoint ? new PublicApiSettings(endpoint, most) : null;
    }
}
