using System.Net.Security;
using Canton.Ha.Actors.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Canton.Ha.Actors.Contracts.Serving;

/// <summary>Where gRPC is served, and how much a client may ask of it.</summary>
/// <param name="Endpoint">Where.</param>
/// <param name="Key">The configuration key of that, for what must be said about it.</param>
/// <param name="MessageBytesMax">Largest message that it receives; a larger one is refused with <c>RESOURCE_EXHAUSTED</c>.</param>
/// <param name="Limit">What connections and streams may take.</param>
internal sealed record GrpcPort(HttpEndpoint Endpoint, string Key, int MessageBytesMax, Action<KestrelServerLimits> Limit)
{
    /// <summary>Lets the port speak TLS; null in plain text.</summary>
    public Action<ListenOptions, SslApplicationProtocol>? Secure { get; init; }
}
