using System.IO.Compression;
using Grpc.Net.Compression;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>The options of a method: those of its service, and where they are silent those of all services.</summary>
internal sealed record CallSettings(
    int? MaxSendMessageSize,
    int? MaxReceiveMessageSize,
    bool EnableDetailedErrors,
    string? ResponseCompressionAlgorithm,
    CompressionLevel? ResponseCompressionLevel,
    IReadOnlyDictionary<string, ICompressionProvider> CompressionProviders,
    IReadOnlyList<InterceptorRegistration> Interceptors)
{
    /// <exception cref="InvalidOperationException">Responses are to be compressed by an encoding that no provider offers.</exception>
    public static CallSettings From(GrpcServiceOptions all, GrpcServiceOptions service)
    {
        var receive = service.IsMaxReceiveMessageSizeSet ? service.MaxReceiveMessageSize
            : all.IsMaxReceiveMessageSizeSet ? all.MaxReceiveMessageSize
            : DefaultServiceOptions.MaxReceiveMessageSize;
        var settings = new CallSettings(
            service.IsMaxSendMessageSizeSet ? service.MaxSendMessageSize : all.MaxSendMessageSize,
            receive,
            service.EnableDetailedErrors ?? all.EnableDetailedErrors ?? false,
            service.ResponseCompressionAlgorithm ?? all.ResponseCompressionAlgorithm,
            service.ResponseCompressionLevel ?? all.ResponseCompressionLevel,
            Providers(service, all),
            [.. all.Interceptors, .. service.Interceptors]);
        if (settings.ResponseCompressionAlgorithm is { } algorithm && !settings.CompressionProviders.ContainsKey(algorithm))
            throw new InvalidOperationException($"The configured response compression algorithm '{algorithm}' does not have a matching compression provider.");

        return settings;
    }

    private static Dictionary<string, ICompressionProvider> Providers(GrpcServiceOptions service, GrpcServiceOptions all)
    {
        var providers = new Dictionary<string, ICompressionProvider>(StringComparer.Ordinal);
        foreach (var provider in (service.KnownCompressionProviders ?? []).Concat(all.KnownCompressionProviders ?? []))
            providers.TryAdd(provider.EncodingName, provider);
        return providers;
    }
}
