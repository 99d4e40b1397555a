using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Shell.Remote;

/// <summary>Where an API of a node listens, and how it wants to be talked to.</summary>
/// <param name="Endpoint">Where.</param>
/// <param name="Tls">How TLS is spoken with it; null in plain text.</param>
internal sealed record RemotePlace(RemoteEndpoint Endpoint, TlsClientSettings? Tls)
{
    /// <summary>What it is shown to know who asks; null for nothing.</summary>
    public Secret? Token { get; init; }
}
